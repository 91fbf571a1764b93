import type { BookingState } from '../../../../functions/shared/domain/booking/booking-state.ts';
import type { Worded } from '../../../ui/words/worded.ts';

/** What the panel of one booking says. */
export type PanelWords = {
  close: string;
  appointment: Record<BookingState, string>;
  noTime: string;
  notes: string;
  with: string;
  service: string;
  confirmed: string;
  byCustomer(when: string): string;
  decideBy: string;
  override: string;
  lifted(by: string, rules: string): string;
  otherBooking: string;
  /** It is right, although something speaks against it. */
  keep: string;
  kept: string;
  change: string;
  didTheyCome: string;
  attendance: { came: string; 'no-show': string };
  noted(what: string): string;
  move: string;
  setTime: string;
  refuse: string;
  inviteAgain: string;
  call: string;
  why: string;
  say: string;
  since: string;
  called: string;
  notedCall(name: string): string;
  sendAgain: string;
  sentAgain(name: string): string;
  willBeSent(name: string): string;
  sentInVain(name: string): string;
  invitation: string;
  id: string;
  language: string;
  attempts: string;
  revision: string;
  customer: string;
  customerPage: string;
  whyEnded: string;
  asStored: string;
  asTold: string;
};

export const PANEL_WORDS: Worded<PanelWords> = {
  en: {
    close: 'Close',
    appointment: {
      requested: 'Appointment, requested',
      'to-approve': 'Appointment, to approve',
      booked: 'Appointment',
      cancelled: 'Appointment, cancelled',
    },
    noTime: 'No date and time yet',
    notes: 'Notes',
    with: 'With',
    service: 'Service',
    confirmed: 'Confirmed',
    byCustomer: (when) => `By the customer, ${when}`,
    decideBy: 'Decide by',
    override: 'Booked all the same',
    lifted: (by, rules) => `By ${by}, although ${rules}`,
    otherBooking: 'Show the other booking',
    keep: 'Keep as it is',
    kept: 'The booking stays as it is.',
    change: 'Name and notes',
    didTheyCome: 'Did the customer come?',
    attendance: { came: 'Came', 'no-show': 'No-show' },
    noted: (what) => `Noted: ${what}.`,
    move: 'Move',
    setTime: 'Set the time',
    refuse: 'Refuse',
    inviteAgain: 'Invite again',
    call: 'Not told: call',
    why: 'Why',
    say: 'Say',
    since: 'Since',
    called: 'Called',
    notedCall: (name) => `Noted: ${name} was called.`,
    sendAgain: 'Send again',
    sentAgain: (name) => `${name} was told.`,
    willBeSent: (name) => `${name} will be told in a moment.`,
    sentInVain: (name) => `${name} was not told this time either.`,
    invitation: 'Details',
    id: 'Id',
    language: 'Language',
    attempts: 'Attempts',
    revision: 'Revision',
    customer: 'This customer',
    customerPage: 'Customer’s page',
    whyEnded: 'Why it ended',
    asStored: 'As it is stored',
    asTold: 'As the API tells it',
  },
  es: {
    close: 'Cerrar',
    appointment: {
      requested: 'Cita solicitada',
      'to-approve': 'Cita por aprobar',
      booked: 'Cita',
      cancelled: 'Cita cancelada',
    },
    noTime: 'Todavía sin fecha ni hora',
    notes: 'Notas',
    with: 'Con',
    service: 'Servicio',
    confirmed: 'Confirmada',
    byCustomer: (when) => `Por el cliente, ${when}`,
    decideBy: 'Decidir antes de',
    override: 'Reservada de todos modos',
    lifted: (by, rules) => `Por ${by}, aunque ${rules}`,
    otherBooking: 'Ver la otra cita',
    keep: 'Dejar como está',
    kept: 'La cita se queda como está.',
    change: 'Nombre y notas',
    didTheyCome: '¿Ha venido el cliente?',
    attendance: { came: 'Vino', 'no-show': 'No vino' },
    noted: (what) => `Anotado: ${what}.`,
    move: 'Cambiar',
    setTime: 'Poner hora',
    refuse: 'Rechazar',
    inviteAgain: 'Invitar otra vez',
    call: 'Sin avisar: llamar',
    why: 'Por qué',
    say: 'Qué decir',
    since: 'Desde',
    called: 'Ya he llamado',
    notedCall: (name) => `Anotado: se llamó a ${name}.`,
    sendAgain: 'Enviar otra vez',
    sentAgain: (name) => `Se ha avisado a ${name}.`,
    willBeSent: (name) => `Se avisará a ${name} en un momento.`,
    sentInVain: (name) => `Tampoco esta vez se ha podido avisar a ${name}.`,
    invitation: 'Detalles',
    id: 'Id',
    language: 'Idioma',
    attempts: 'Intentos',
    revision: 'Versión',
    customer: 'Este cliente',
    customerPage: 'Ficha del cliente',
    whyEnded: 'Por qué terminó',
    asStored: 'Tal como está guardada',
    asTold: 'Tal como la da la API',
  },
};
