import type { Worded } from '../ui/words/worded.ts';

export type SignInWords = {
  title: string;
  desk: string;
  greeting: string;
  ended: string;
  key: string;
  enter: string;
  refused: string;
  notForPeople: string;
  note: string;
};

export const SIGN_IN_WORDS: Worded<SignInWords> = {
  en: {
    title: 'Sign in',
    desk: 'Front desk',
    greeting: 'Sign in to see today’s appointments.',
    ended: 'The session is over. Sign in to go on.',
    key: 'Your access key',
    enter: 'Sign in',
    refused: 'This key is not accepted. Copy it once more, or ask for a new one.',
    notForPeople: 'This key is for programs. Ask for one in your name.',
    note: 'You have no key? Whoever looks after the system makes one in your name.',
  },
  es: {
    title: 'Iniciar sesión',
    desk: 'Recepción',
    greeting: 'Inicie sesión para ver las citas de hoy.',
    ended: 'La sesión ha terminado. Inicie sesión para continuar.',
    key: 'Su clave de acceso',
    enter: 'Iniciar sesión',
    refused: 'Esta clave no es válida. Cópiela otra vez o pida una nueva.',
    notForPeople: 'Esta clave es para programas. Pida una a su nombre.',
    note: '¿No tiene clave? La persona que se encarga del sistema puede crear una a su nombre.',
  },
};
