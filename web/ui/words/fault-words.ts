import type { Worded } from './worded.ts';

/** Why nothing came of a request, where the API did not say it itself. */
export type FaultWords = {
  /** Nobody answered at all. */
  noAnswer: string;
  /** The answer is none that this page understands. */
  otherForm: string;
  tooMany: string;
  unavailable: string;
  unexplained(status: number): string;
  /** The fault is in this page. */
  ofPage: string;
};

export const FAULT_WORDS: Worded<FaultWords> = {
  en: {
    noAnswer: 'Nobody answers: is this device online, and the stack running?',
    otherForm: 'The answer is of another form than this page knows: reload the page.',
    tooMany: 'Too many requests at once: wait a moment, and try again.',
    unavailable: 'It could not be done just now: try again.',
    unexplained: (status) => `The request failed with the status ${status}.`,
    ofPage: 'Something went wrong in this page: reload it.',
  },
  es: {
    noAnswer: 'Nadie responde: ¿tiene conexión este dispositivo, y está en marcha el sistema?',
    otherForm: 'La respuesta no tiene la forma que esta página conoce: vuelva a cargar la página.',
    tooMany: 'Demasiadas peticiones a la vez: espere un momento e inténtelo otra vez.',
    unavailable: 'No se ha podido hacer en este momento: inténtelo otra vez.',
    unexplained: (status) => `La petición ha fallado con el estado ${status}.`,
    ofPage: 'Algo ha fallado en esta página: vuelva a cargarla.',
  },
};
