import type { AttendanceValue } from '../../../functions/shared/domain/booking/attendance.ts';
import type { Worded } from '../../ui/words/worded.ts';

type CalendarWords = {
  somebody: string;
  free: (from: string, to: string) => string;
  bookAt: (time: string) => string;
  noPlace: string;
  everything: string;
  now: string;
  marks: Record<AttendanceValue, string> & {
    confirmed: string;
    notTold: string;
    toApprove: string;
    requested: string;
    attention: string;
    clash: string;
    overridden: string;
  };
  move: (name: string) => string;
  /** How an appointment is moved by the keyboard. */
  moveKeys: string;
  moveTo: (time: string, whom: string | undefined) => string;
  isFree: string;
  enterMoves: string;
  conflicts: {
    past: string;
    notGiven: string;
    closed: string;
    taken: (names: string) => string;
  };
  notGivenThere: string;
  /** What became of the notice about a change. */
  notices: { told: (name: string) => string; notTold: (name: string) => string };
};

export const CALENDAR_WORDS: Worded<CalendarWords> = {
  en: {
    somebody: 'Somebody',
    free: (from, to) => `Free from ${from} to ${to}`,
    bookAt: (time) => `Book at ${time}`,
    noPlace: 'No place yet',
    everything: 'Appointments',
    now: 'Now',
    marks: {
      came: 'came',
      'no-show': 'no-show',
      confirmed: 'confirmed',
      notTold: 'not told',
      toApprove: 'to approve',
      requested: 'asked for',
      attention: 'needs attention',
      clash: 'two at once',
      overridden: 'against the rules',
    },
    move: (name) => `Move ${name}`,
    moveKeys: 'Arrow keys move it',
    moveTo: (time, whom) => (whom === undefined ? `To ${time}` : `To ${time} with ${whom}`),
    isFree: 'free',
    enterMoves: 'Enter moves it there, Escape leaves it',
    conflicts: {
      past: 'this time is over',
      notGiven: 'the service cannot be had here',
      closed: 'closed then',
      taken: (names) => (names === '' ? 'taken' : `taken by ${names}`),
    },
    notGivenThere: 'It stays where it is: the service cannot be had there.',
    notices: {
      told: (name) => `${name} was told of the change by WhatsApp.`,
      notTold: (name) => `${name} could not be told of the change: somebody has to call.`,
    },
  },
  es: {
    somebody: 'Sin nombre',
    free: (from, to) => `Libre de ${from} a ${to}`,
    bookAt: (time) => `Reservar a las ${time}`,
    noPlace: 'Sin hueco todavía',
    everything: 'Citas',
    now: 'Ahora',
    marks: {
      came: 'vino',
      'no-show': 'no vino',
      confirmed: 'confirmada',
      notTold: 'sin avisar',
      toApprove: 'por aprobar',
      requested: 'solicitada',
      attention: 'por revisar',
      clash: 'coincide con otra',
      overridden: 'fuera de las reglas',
    },
    move: (name) => `Cambiar la cita de ${name}`,
    moveKeys: 'Las flechas la mueven',
    moveTo: (time, whom) => (whom === undefined ? `A las ${time}` : `A las ${time} con ${whom}`),
    isFree: 'libre',
    enterMoves: 'Intro la cambia, Escape la deja donde está',
    conflicts: {
      past: 'esa hora ya ha pasado',
      notGiven: 'ese servicio no se presta aquí',
      closed: 'cerrado a esa hora',
      taken: (names) => (names === '' ? 'ocupado' : `ocupado por ${names}`),
    },
    notGivenThere: 'Se queda donde está: ese servicio no se presta ahí.',
    notices: {
      told: (name) => `${name} ha recibido el aviso del cambio por WhatsApp.`,
      notTold: (name) => `No se ha podido avisar a ${name} del cambio: hay que llamar.`,
    },
  },
};
