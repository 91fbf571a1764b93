import type { Worded } from '../../ui/words/worded.ts';

/** What the dialogs about one booking say, and what is answered to what was done. */
export type BookingWords = {
  save: string;
  back: string;
  name: string;
  phone: string;
  phoneExample: string;
  /** In which language the customer is written to. */
  writtenIn: string;
  notes: string;
  optional: string;
  knownCustomers: string;
  service: string;
  resource: string;
  anybody: string;
  date: string;
  time: string;
  freeTimes(day: string): string;
  noFreeTime: string;
  laterDays: string;
  otherTime: string;
  minutes(count: number): string;
  readingTimes: string;
  timeMissing: string;
  /** Whether the chosen time can be had, before it is saved. */
  isFree: string;
  isNotFree: string;
  nearest: string;
  /** The box that lifts a rule, which is named after "although". */
  allTheSame(rule: string): string;
  book: { title: string; act: string; done(name: string): string };
  move: { title(name: string): string; act: string; from: string; done(name: string): string; nothingNew: string };
  cancel: { act: string; reason: string; told: string; sure: string; done(name: string): string };
  details: { title: string; done: string };
  refuse: { title(name: string): string; act: string; reason: string; done(name: string): string };
  approve: { act: string; done(name: string): string };
  invite: {
    title: string;
    act: string;
    done(name: string): string;
    failed(why: string): string;
    note: string;
    windowOpen(until: string): string;
    windowClosed: string;
    windowUnknown: string;
    optedOut: string;
  };
  /** Who changed a booking, if that is known, while somebody looked at it. */
  changedMeanwhile(by: string | undefined): string;
};

export const BOOKING_WORDS: Worded<BookingWords> = {
  en: {
    save: 'Save',
    back: 'Back',
    name: 'Name',
    phone: 'Phone',
    phoneExample: '+34 600 000 000',
    writtenIn: 'Language of the messages',
    notes: 'Notes',
    optional: 'optional',
    knownCustomers: 'Is it one of these?',
    service: 'Service',
    resource: 'With',
    anybody: 'Anybody',
    date: 'Date',
    time: 'Time',
    freeTimes: (day) => `Free on ${day}`,
    noFreeTime: 'Nothing is free on this day.',
    laterDays: 'Next free times',
    otherTime: 'Another time',
    minutes: (count) => `${count} min`,
    readingTimes: 'Looking for free times …',
    timeMissing: 'Choose a time.',
    isFree: 'This time is free.',
    isNotFree: 'This time is not free.',
    nearest: 'These are free:',
    allTheSame: (rule) => `All the same, although ${rule}`,
    book: { title: 'Book', act: 'Book', done: (name) => `${name} is booked.` },
    move: {
      title: (name) => `Move ${name}`,
      act: 'Move',
      from: 'Now',
      done: (name) => `${name} is moved.`,
      nothingNew: 'It is at this time already.',
    },
    cancel: {
      act: 'Cancel the appointment',
      reason: 'Reason for cancelling',
      told: 'The customer reads that it is cancelled, and the reason.',
      sure: 'Cancel without a reason',
      done: (name) => `The appointment of ${name} is cancelled.`,
    },
    details: { title: 'Name and notes', done: 'It is saved.' },
    refuse: {
      title: (name) => `Refuse ${name}`,
      act: 'Refuse it',
      reason: 'Reason, which the customer reads',
      done: (name) => `The appointment of ${name} is refused.`,
    },
    approve: { act: 'Approve', done: (name) => `The appointment of ${name} is approved.` },
    invite: {
      title: 'Invite to book',
      act: 'Send the invitation',
      done: (name) => `The invitation to ${name} is sent.`,
      failed: (why) => `It was not sent. ${why}`,
      note: 'The customer gets a message with the free times, and chooses one.',
      windowOpen: (until) => `The customer has written to you: until ${until} it goes out as a chat message.`,
      windowClosed:
        'The customer has not written within the last 24 hours: the approved template is sent, if there is one.',
      windowUnknown: 'This number has never written to you: the approved template is sent, if there is one.',
      optedOut: 'This customer asked not to receive messages.',
    },
    changedMeanwhile: (by) =>
      `Meanwhile ${by ?? 'somebody'} changed this. You now see it as it is: nothing of yours was saved.`,
  },
  es: {
    save: 'Guardar',
    back: 'Volver',
    name: 'Nombre',
    phone: 'Teléfono',
    phoneExample: '+34 600 000 000',
    writtenIn: 'Idioma de los mensajes',
    notes: 'Notas',
    optional: 'opcional',
    knownCustomers: '¿Es alguno de estos?',
    service: 'Servicio',
    resource: 'Con',
    anybody: 'Cualquiera',
    date: 'Fecha',
    time: 'Hora',
    freeTimes: (day) => `Libre el ${day}`,
    noFreeTime: 'Este día no queda nada libre.',
    laterDays: 'Próximas horas libres',
    otherTime: 'Otra hora',
    minutes: (count) => `${count} min`,
    readingTimes: 'Buscando horas libres…',
    timeMissing: 'Elija una hora.',
    isFree: 'Esta hora está libre.',
    isNotFree: 'Esta hora no está libre.',
    nearest: 'Estas están libres:',
    allTheSame: (rule) => `De todos modos, aunque ${rule}`,
    book: { title: 'Dar cita', act: 'Dar cita', done: (name) => `${name} ya tiene cita.` },
    move: {
      title: (name) => `Cambiar la cita de ${name}`,
      act: 'Cambiar la cita',
      from: 'Ahora',
      done: (name) => `La cita de ${name} está cambiada.`,
      nothingNew: 'La cita ya es a esta hora.',
    },
    cancel: {
      act: 'Cancelar la cita',
      reason: 'Motivo de la cancelación',
      told: 'El cliente lee que se ha cancelado, y el motivo.',
      sure: 'Cancelar sin motivo',
      done: (name) => `La cita de ${name} está cancelada.`,
    },
    details: { title: 'Nombre y notas', done: 'Está guardado.' },
    refuse: {
      title: (name) => `Rechazar la cita de ${name}`,
      act: 'Rechazar la cita',
      reason: 'Motivo, que lee el cliente',
      done: (name) => `La cita de ${name} está rechazada.`,
    },
    approve: { act: 'Aprobar', done: (name) => `La cita de ${name} está aprobada.` },
    invite: {
      title: 'Invitar a reservar',
      act: 'Enviar la invitación',
      done: (name) => `La invitación a ${name} está enviada.`,
      failed: (why) => `No se ha enviado. ${why}`,
      note: 'El cliente recibe un mensaje con las horas libres y elige una.',
      windowOpen: (until) => `El cliente ha escrito: hasta ${until} le llega como mensaje del chat.`,
      windowClosed: 'El cliente no ha escrito en las últimas 24 horas: se envía la plantilla aprobada, si la hay.',
      windowUnknown: 'Este número no ha escrito nunca: se envía la plantilla aprobada, si la hay.',
      optedOut: 'Este cliente pidió no recibir mensajes.',
    },
    changedMeanwhile: (by) =>
      `Mientras tanto, ${by ?? 'alguien'} ha cambiado esta cita. Ahora la ve como está: no se ha guardado nada suyo.`,
  },
};
