/** The texts of the live form. All of them travel as data, so that one Flow serves all languages. */
export type LiveWords = {
  heading: string;
  service: string;
  resource: string;
  anyone: string;
  day: string;
  time: string;
  next: string;
  name: string;
  notes: string;
  confirm: string;
  taken: string;
  noTimes: string;
  notWithThem: string;
  tooMany: string;
  over: string;
  tryAgain: string;
};

const ENGLISH: LiveWords = {
  heading: 'When would you like to come?',
  service: 'Service',
  resource: 'With',
  anyone: 'Anyone',
  day: 'Day',
  time: 'Time',
  next: 'Continue',
  name: 'Name',
  notes: 'Notes',
  confirm: 'Confirm appointment',
  taken: 'This time is not free any more. Please choose another one.',
  noTimes: 'There is no free time on this day. Please choose another day.',
  notWithThem: 'They do not give this service. Please choose somebody else.',
  tooMany: 'You have as many appointments as you can book. Please write to us.',
  over: 'This invitation is over. Please write to us for a new one.',
  tryAgain: 'That did not work. Please try again.',
};

const SPANISH: LiveWords = {
  heading: '¿Cuándo te gustaría venir?',
  service: 'Servicio',
  resource: 'Con',
  anyone: 'Cualquiera',
  day: 'Día',
  time: 'Hora',
  next: 'Continuar',
  name: 'Nombre',
  notes: 'Notas',
  confirm: 'Confirmar la cita',
  taken: 'Esta hora ya no está libre. Elige otra, por favor.',
  noTimes: 'No hay horas libres este día. Elige otro, por favor.',
  notWithThem: 'No ofrece este servicio. Elige a otra persona, por favor.',
  tooMany: 'Tienes tantas citas como se pueden reservar. Escríbenos, por favor.',
  over: 'Esta invitación ha terminado. Escríbenos para recibir otra.',
  tryAgain: 'No ha funcionado. Inténtalo de nuevo, por favor.',
};

const OWN: Readonly<Record<string, LiveWords>> = { en: ENGLISH, es: SPANISH };

/** The words in a language without its region; English for a language that has none here. */
export const liveWords = (language: string): LiveWords => OWN[language.split(/[_-]/)[0] ?? ''] ?? ENGLISH;
