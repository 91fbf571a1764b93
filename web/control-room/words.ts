import type { Worded } from '../ui/words/worded.ts';

/** The words of the page around the phone and the desk. */
type RoomWords = {
  place: string;
  parts: Record<'phone' | 'room', string>;
  whatIsShown: string;
  opening: string;
  views: Record<'events' | 'inside' | 'faults', string>;
  faultsInForce(count: number): string;
  clock: string;
  timeIn(zone: string): string;
  /** The buttons of the clock: what stands on them, their full names, and what is said afterwards. */
  steps: Record<ClockStep, { label: string; name: string; said: string }>;
  noReminder: string;
  follow: string;
  followHint: string;
  /** Said when the detail shows another invitation, by the beginning of its id. */
  follows(id: string): string;
};

export type ClockStep = 'minute' | 'hour' | 'day' | 'reminder';

export const ROOM_WORDS: Worded<RoomWords> = {
  en: {
    place: 'on this machine, with a simulated WhatsApp',
    parts: { phone: 'Phone', room: 'Control room' },
    whatIsShown: 'What is shown',
    opening: 'Opening the control room …',
    views: { events: 'Events', inside: 'Inside', faults: 'Make it fail' },
    faultsInForce: (count) => `${count} in force`,
    clock: 'Clock',
    timeIn: (zone) => `${zone} time`,
    steps: {
      minute: { label: '+1 min', name: '+1 min forward', said: 'One minute forward.' },
      hour: { label: '+1 h', name: '+1 h forward', said: 'One hour forward.' },
      day: { label: '+1 day', name: '+1 day forward', said: 'One day forward.' },
      reminder: { label: 'Next reminder', name: 'Next reminder', said: 'Forward to the next reminder.' },
    },
    noReminder: 'No reminder is planned.',
    follow: 'Follow',
    followHint: 'Show the newest running invitation',
    follows: (id) => `The running invitation ${id} is shown.`,
  },
  es: {
    place: 'en este ordenador, con un WhatsApp simulado',
    parts: { phone: 'Teléfono', room: 'Sala de control' },
    whatIsShown: 'Qué se muestra',
    opening: 'Abriendo la sala de control…',
    views: { events: 'Eventos', inside: 'Por dentro', faults: 'Hacer que falle' },
    faultsInForce: (count) => `${count} ${count === 1 ? 'activo' : 'activos'}`,
    clock: 'Reloj',
    timeIn: (zone) => `Hora de ${zone}`,
    steps: {
      minute: { label: '+1 min', name: '+1 min: adelantar', said: 'Un minuto más tarde.' },
      hour: { label: '+1 h', name: '+1 h: adelantar', said: 'Una hora más tarde.' },
      day: { label: '+1 día', name: '+1 día: adelantar', said: 'Un día más tarde.' },
      reminder: { label: 'Recordatorio', name: 'Próximo recordatorio', said: 'En el próximo recordatorio.' },
    },
    noReminder: 'No hay ningún recordatorio previsto.',
    follow: 'Seguir',
    followHint: 'Mostrar la invitación en curso más reciente',
    follows: (id) => `Se muestra la invitación en curso ${id}.`,
  },
};
