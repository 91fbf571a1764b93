import type { Worded } from '../../ui/words/worded.ts';
import type { ViewName } from './views.ts';

type ShellWords = {
  views: Record<ViewName, string>;
  navigation: string;
  skip: string;
  toDo: (count: number) => string;
  otherLanguage: string;
  dark: string;
  light: string;
  signOut: string;
  signedInAs(name: string): string;
  signOutHere: string;
  signOutEverywhere: string;
  signOutNote: string;
  offline: string;
  booking: string;
  closeBooking: string;
};

export const SHELL_WORDS: Worded<ShellWords> = {
  en: {
    views: {
      today: 'Today',
      week: 'Week',
      customers: 'Customers',
      worklist: 'Worklist',
      closures: 'Closures',
      figures: 'Figures',
      invitations: 'Invitations',
    },
    navigation: 'Views',
    skip: 'Skip to the view',
    toDo: (count) => `${count} to do`,
    otherLanguage: 'Español',
    dark: 'Dark colours',
    light: 'Light colours',
    signOut: 'Sign out',
    signedInAs: (name) => `You have signed in as ${name}.`,
    signOutHere: 'Sign out here',
    signOutEverywhere: 'Sign out everywhere',
    signOutNote: 'Everywhere: on all computers and phones on which you have signed in with the same key.',
    offline: 'No connection: what you see may be old. It is read again as soon as the connection is back.',
    booking: 'Booking',
    closeBooking: 'Close the booking',
  },
  es: {
    views: {
      today: 'Hoy',
      week: 'Semana',
      customers: 'Clientes',
      worklist: 'Pendientes',
      closures: 'Cierres',
      figures: 'Cifras',
      invitations: 'Invitaciones',
    },
    navigation: 'Vistas',
    skip: 'Ir al contenido',
    toDo: (count) => `${count} por hacer`,
    otherLanguage: 'English',
    dark: 'Colores oscuros',
    light: 'Colores claros',
    signOut: 'Cerrar sesión',
    signedInAs: (name) => `Ha iniciado sesión como ${name}.`,
    signOutHere: 'Cerrar sesión aquí',
    signOutEverywhere: 'Cerrar sesión en todas partes',
    signOutNote:
      'En todas partes: en todos los ordenadores y móviles en los que haya iniciado sesión con la misma clave.',
    offline: 'Sin conexión: lo que ve puede no estar al día. Se actualizará en cuanto vuelva la conexión.',
    booking: 'Cita',
    closeBooking: 'Cerrar la cita',
  },
};
