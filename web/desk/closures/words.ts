import type { Worded } from '../../ui/words/worded.ts';
import type { ClosureKind } from './closure-form.ts';

type ClosureWords = {
  title: string;
  add: string;
  before: string;
  after: string;
  thisMonth: string;
  everybody: string;
  closed: string;
  openFrom(from: string, to: string): string;
  ofDay(day: string, closures: string): string;
  upcoming: string;
  none: string;
  noneHint: string;
  remove: string;
  removeOf(days: string): string;
  removed: string;
  bookings: string;
  bookingsUnder(count: number): string;
  noBookings: string;
  reading: string;
  dialog: string;
  whom: string;
  what: string;
  kinds: Record<ClosureKind, string>;
  firstDay: string;
  lastDay: string;
  fromTime: string;
  toTime: string;
  openFromTime: string;
  openToTime: string;
  reason: string;
  save: string;
  saving: string;
  back: string;
  unfinished: string;
  saved(count: number): string;
};

export const CLOSURE_WORDS: Worded<ClosureWords> = {
  en: {
    title: 'Closures',
    add: 'Close …',
    before: 'Month before',
    after: 'Month after',
    thisMonth: 'This month',
    everybody: 'Everybody',
    closed: 'Closed',
    openFrom: (from, to) => `Open ${from} – ${to}`,
    ofDay: (day, closures) => (closures === '' ? `Close on ${day}` : `Close on ${day}. Already: ${closures}`),
    upcoming: 'Coming up',
    none: 'Nothing is closed',
    noneHint: 'Choose a day to close it, or to open it at other hours.',
    remove: 'Delete',
    removeOf: (days) => `Delete the closure of ${days}`,
    removed: 'The closure is deleted: its days are as they were before.',
    bookings: 'Bookings in it',
    bookingsUnder: (count) =>
      count === 1
        ? 'One booking lies in it. It stays until you move or cancel it.'
        : `${count} bookings lie in it. They stay until you move or cancel them.`,
    noBookings: 'No booking lies in it.',
    reading: 'Looking for bookings …',
    dialog: 'Close days or hours',
    whom: 'Who',
    what: 'What',
    kinds: { days: 'Whole days', stretch: 'A stretch of time', hours: 'Open at other hours' },
    firstDay: 'First day',
    lastDay: 'Last day',
    fromTime: 'Closed from',
    toTime: 'Closed until',
    openFromTime: 'Open from',
    openToTime: 'Open until',
    reason: 'Reason, for the desk only (optional)',
    save: 'Save closure',
    saving: 'Saving …',
    back: 'Back',
    unfinished: 'Choose when it begins and ends: the end is after the beginning.',
    saved: (count) =>
      count === 0
        ? 'Closed. No booking lies in it.'
        : `Closed. ${count === 1 ? 'One booking lies in it and waits' : `${count} bookings lie in it and wait`} in the worklist.`,
  },
  es: {
    title: 'Cierres',
    add: 'Cerrar…',
    before: 'Mes anterior',
    after: 'Mes siguiente',
    thisMonth: 'Este mes',
    everybody: 'Todos',
    closed: 'Cerrado',
    openFrom: (from, to) => `Abierto ${from} – ${to}`,
    ofDay: (day, closures) => (closures === '' ? `Cerrar el ${day}` : `Cerrar el ${day}. Ya hay: ${closures}`),
    upcoming: 'Próximos cierres',
    none: 'No hay ningún cierre',
    noneHint: 'Elija un día para cerrarlo o para abrir con otro horario.',
    remove: 'Eliminar',
    removeOf: (days) => `Eliminar el cierre de ${days}`,
    removed: 'Cierre eliminado: los días vuelven a su horario de siempre.',
    bookings: 'Citas afectadas',
    bookingsUnder: (count) =>
      count === 1
        ? 'Hay una cita en este tiempo. Se mantiene hasta que la cambie o la cancele.'
        : `Hay ${count} citas en este tiempo. Se mantienen hasta que las cambie o las cancele.`,
    noBookings: 'No hay ninguna cita en este tiempo.',
    reading: 'Buscando citas…',
    dialog: 'Cerrar días u horas',
    whom: 'Quién',
    what: 'Qué',
    kinds: { days: 'Días completos', stretch: 'Un tramo de horas', hours: 'Abrir con otro horario' },
    firstDay: 'Primer día',
    lastDay: 'Último día',
    fromTime: 'Cerrado desde',
    toTime: 'Cerrado hasta',
    openFromTime: 'Abierto desde',
    openToTime: 'Abierto hasta',
    reason: 'Motivo, solo para recepción (opcional)',
    save: 'Guardar cierre',
    saving: 'Guardando…',
    back: 'Volver',
    unfinished: 'Elija cuándo empieza y cuándo termina: el final va después del principio.',
    saved: (count) =>
      count === 0
        ? 'Cierre guardado. No hay ninguna cita en ese tiempo.'
        : `Cierre guardado. ${count === 1 ? 'Hay una cita afectada: está' : `Hay ${count} citas afectadas: están`} en Pendientes.`,
  },
};
