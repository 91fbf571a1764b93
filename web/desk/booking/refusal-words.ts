import { FAULT_WORDS, type FaultWords } from '../../ui/words/fault-words.ts';
import type { Worded } from '../../ui/words/worded.ts';

/** Why the API did not do what the desk asked for, by the kind of the problem. A kind that is not here has its own text. */
export type RefusalWords = FaultWords & { badPhone: string; byKind: Readonly<Partial<Record<string, string>>> };

export const REFUSAL_WORDS: Worded<RefusalWords> = {
  en: {
    ...FAULT_WORDS.en,
    badPhone: 'Give the phone number with its country code, such as +34 600 000 000.',
    byKind: {
      'slot-taken': 'This time is taken.',
      'outside-opening-hours': 'It is closed at this time, for all or a part of the appointment.',
      'start-in-past': 'This time is over.',
      'off-step': 'No appointment starts at this time.',
      'start-in-dst-gap': 'This time does not exist on this day: the clocks are put forward.',
      'impossible-phone': 'This phone number cannot exist: give it with its country code.',
      'opted-out': 'This customer asked not to receive messages.',
      'nothing-booked': 'Nothing is booked here any more.',
      'nothing-to-approve': 'Nothing waits for approval here any more.',
      'already-told': 'The customer knows it by now: nobody has to call.',
      'may-have-arrived': 'Nobody knows whether a message reached the customer: call them.',
      unreachable: 'No message would reach the customer now: call them.',
      'too-early': 'The day of the appointment has not begun.',
      erased: 'This customer was erased meanwhile.',
      'not-allowed': 'Your key may not do this.',
      unauthorized: 'You are signed out: sign in again.',
      busy: 'Too many ask for this day at once: try again.',
      'not-ready': 'The free times are not known yet: whoever looks after the system has to run “claims rebuild”.',
    },
  },
  es: {
    ...FAULT_WORDS.es,
    badPhone: 'Ponga el teléfono con el prefijo del país, por ejemplo +34 600 000 000.',
    byKind: {
      'slot-taken': 'Esta hora está ocupada.',
      'outside-opening-hours': 'A esta hora está cerrado, durante toda la cita o parte de ella.',
      'start-in-past': 'Esta hora ya ha pasado.',
      'off-step': 'A esta hora no empieza ninguna cita.',
      'start-in-dst-gap': 'Esta hora no existe este día: se adelantan los relojes.',
      'impossible-phone': 'Este teléfono no puede existir: póngalo con el prefijo del país.',
      'opted-out': 'Este cliente pidió no recibir mensajes.',
      'nothing-booked': 'Aquí ya no hay ninguna cita.',
      'nothing-to-approve': 'Aquí ya no hay nada por aprobar.',
      'already-told': 'El cliente ya lo sabe: no hace falta llamar.',
      'may-have-arrived': 'No se sabe si le llegó algún mensaje al cliente: llámele.',
      unreachable: 'Ahora no le llegaría ningún mensaje al cliente: llámele.',
      'too-early': 'Todavía no ha empezado el día de la cita.',
      erased: 'Mientras tanto se han borrado los datos de este cliente.',
      'not-allowed': 'Su clave no permite hacer esto.',
      unauthorized: 'Se ha cerrado la sesión: vuelva a entrar.',
      busy: 'Demasiados piden este día a la vez: inténtelo otra vez.',
      'not-ready':
        'Todavía no se conocen las horas libres: quien se encarga del sistema debe ejecutar «claims rebuild».',
    },
  },
};
