import type { Worded } from '../../ui/words/worded.ts';

type WeekWords = {
  weeks: { before: string; present: string; after: string; choose: string };
  label: string;
  whose: string;
  everybody: string;
  appointments: (count: number) => string;
};

export const WEEK_WORDS: Worded<WeekWords> = {
  en: {
    weeks: { before: 'Week before', present: 'This week', after: 'Week after', choose: 'Choose a week' },
    label: 'Week',
    whose: 'Whose appointments',
    everybody: 'All',
    appointments: (count) => (count === 1 ? '1 appointment' : `${count} appointments`),
  },
  es: {
    weeks: {
      before: 'Semana anterior',
      present: 'Esta semana',
      after: 'Semana siguiente',
      choose: 'Elegir una semana',
    },
    label: 'Semana',
    whose: 'De quién son las citas',
    everybody: 'Todas',
    appointments: (count) => (count === 1 ? '1 cita' : `${count} citas`),
  },
};
