import type { Worded } from '../ui/words/worded.ts';

type SignInWords = {
  title: string;
  desk: string;
  greeting: string;
  key: string;
  enter: string;
  refused: string;
  note: string;
};

export const SIGN_IN_WORDS: Worded<SignInWords> = {
  en: {
    title: 'Sign in',
    desk: 'Front desk',
    greeting: 'Sign in to see today’s appointments.',
    key: 'Your access key',
    enter: 'Sign in',
    refused: 'This key is not accepted. Copy it once more, or ask for a new one.',
    note: 'You have no key? Whoever looks after the system makes one in your name.',
  },
  es: {
    title: 'Iniciar sesión',
    desk: 'Recepción',
    greeting: 'Inicie sesión para ver las citas de hoy.',
    key: 'Su clave de acceso',
    enter: 'Iniciar sesión',
    refused: 'Esta clave no es válida. Cópiela otra vez o pida una nueva.',
    note: '¿No tiene clave? La persona que se encarga del sistema puede crear una a su nombre.',
  },
};
