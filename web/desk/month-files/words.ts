import type { Worded } from '../../ui/words/worded.ts';
import type { MonthList } from './read-month-file.ts';

type MonthFilesWords = {
  open: string;
  title: string;
  month: string;
  lists: Record<MonthList, { title: string; what: string }>;
  reading: string;
  saved(file: string): string;
  failed(why: string): string;
  format: string;
};

export const MONTH_FILES_WORDS: Worded<MonthFilesWords> = {
  en: {
    open: 'Files',
    title: 'A month as a file',
    month: 'Month',
    lists: {
      bookings: { title: 'Bookings', what: 'with times, names and phones' },
      customers: { title: 'Customers', what: 'who have bookings in this month' },
      invitations: { title: 'Invitations', what: 'that were made in this month' },
    },
    reading: 'Reading the month …',
    saved: (file) => `Saved: ${file}`,
    failed: (why) => `Nothing is saved: ${why}`,
    format: 'A CSV file, which every spreadsheet opens.',
  },
  es: {
    open: 'Archivos',
    title: 'Un mes en un archivo',
    month: 'Mes',
    lists: {
      bookings: { title: 'Citas', what: 'con hora, nombre y teléfono' },
      customers: { title: 'Clientes', what: 'con citas en este mes' },
      invitations: { title: 'Invitaciones', what: 'enviadas en este mes' },
    },
    reading: 'Leyendo el mes…',
    saved: (file) => `Guardado: ${file}`,
    failed: (why) => `No se ha guardado nada: ${why}`,
    format: 'Un archivo CSV, que se abre con cualquier hoja de cálculo.',
  },
};
