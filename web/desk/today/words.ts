import type { Worded } from '../../ui/words/worded.ts';

type TodayWords = {
  days: { before: string; present: string; after: string; choose: string };
  book: string;
  print: string;
  appointments: (count: number) => string;
  confirmed: (count: number) => string;
  toApprove: (count: number) => string;
  notTold: (count: number) => string;
  questions: (count: number) => string;
  nothing: string;
  nothingYet: string;
  cancelled: (count: number) => string;
  atOnce: (names: string) => string;
  atOnceWith: (names: string, whom: string) => string;
  whose: string;
  everybody: string;
  printed: { time: string; name: string; phone: string; service: string; whom: string; notes: string; known: string };
  phonesUnread: string;
};

const few = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const TODAY_WORDS: Worded<TodayWords> = {
  en: {
    days: { before: 'Day before', present: 'Today', after: 'Day after', choose: 'Choose a day' },
    book: 'Book',
    print: 'Print',
    appointments: (count) => few(count, 'appointment', 'appointments'),
    confirmed: (count) => `${count} confirmed`,
    toApprove: (count) => `${count} to approve`,
    notTold: (count) => `${count} not told`,
    questions: (count) => few(count, 'question', 'questions'),
    nothing: 'Nobody was booked.',
    nothingYet: 'Nobody is booked yet.',
    cancelled: (count) => `${count} cancelled`,
    atOnce: (names) => `${names} have the same hour`,
    atOnceWith: (names, whom) => `${names} have the same hour with ${whom}`,
    whose: 'Whose appointments',
    everybody: 'All',
    printed: {
      time: 'Time',
      name: 'Name',
      phone: 'Phone',
      service: 'Service',
      whom: 'With',
      notes: 'Notes',
      known: 'Known',
    },
    phonesUnread: 'The phone numbers could not be read, so the day is not printed.',
  },
  es: {
    days: { before: 'Día anterior', present: 'Hoy', after: 'Día siguiente', choose: 'Elegir un día' },
    book: 'Reservar',
    print: 'Imprimir',
    appointments: (count) => few(count, 'cita', 'citas'),
    confirmed: (count) => few(count, 'confirmada', 'confirmadas'),
    toApprove: (count) => `${count} por aprobar`,
    notTold: (count) => `${count} sin avisar`,
    questions: (count) => few(count, 'pregunta', 'preguntas'),
    nothing: 'No hubo citas.',
    nothingYet: 'Todavía no hay citas.',
    cancelled: (count) => few(count, 'cancelada', 'canceladas'),
    atOnce: (names) => `${names} tienen la misma hora`,
    atOnceWith: (names, whom) => `${names} tienen la misma hora con ${whom}`,
    whose: 'De quién son las citas',
    everybody: 'Todas',
    printed: {
      time: 'Hora',
      name: 'Nombre',
      phone: 'Teléfono',
      service: 'Servicio',
      whom: 'Con',
      notes: 'Notas',
      known: 'Estado',
    },
    phonesUnread: 'No se han podido cargar los teléfonos, así que no se imprime el día.',
  },
};
