import type { BusinessTerms } from '../business-terms.ts';
import { baseLanguage } from '../text/local-words.ts';

/** What can have happened, as a message to staff begins with it. */
export const NEWS_KINDS = [
  'booked',
  'changed',
  'cancelled',
  'toApprove',
  'approved',
  'declined',
  'attention',
  'mended',
  'notTold',
  'asksCancel',
  'asksChange',
  'asks',
] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

/** What stands where something is not known, or where the message is in the chat. */
export const STAFF_FALLBACKS = ['noName', 'noService', 'noDate', 'noTime', 'inChat'] as const;

/** The labels of the buttons, by what they do. */
export const STAFF_LABELS = ['approve', 'refuse', 'call'] as const;

/** What the text about an event names. */
export const NEWS_PLACEHOLDERS = ['what', 'name', 'service', 'date', 'time'] as const;
/** What the answers about a booking name. */
export const STATE_PLACEHOLDERS = ['name', 'service', 'date', 'time'] as const;
/** What the answer to `call` names. */
export const PHONE_PLACEHOLDERS = ['name', 'phone'] as const;

/** What members of staff read and tap, in one language. */
export type StaffTexts = { [kind in NewsKind]: string } & { [word in (typeof STAFF_FALLBACKS)[number]]: string } & {
  [label in (typeof STAFF_LABELS)[number]]: string;
} & {
  /** What happened, to whom and when. */
  news: string;
  /** The answer to `call`. */
  phone: string;
  /** The same where WhatsApp hides the customer's number. */
  noPhone: string;
  /** A booking as it is now, after a tap that decides about it or would have. */
  nowBooked: string;
  nowCancelled: string;
  nowWaiting: string;
  /** The booking or the question is not known any more. */
  gone: string;
  /** A tap on anything else. */
  noEffect: string;
};

const ENGLISH: StaffTexts = {
  booked: 'New booking',
  changed: 'Booking changed',
  cancelled: 'Booking cancelled',
  toApprove: 'Please approve or refuse',
  approved: 'Booking approved',
  declined: 'Booking refused',
  attention: 'Booking needs attention',
  mended: 'Booking all right again',
  notTold: 'Customer not told, please call',
  asksCancel: 'A customer wants to cancel',
  asksChange: 'A customer wants to change an appointment',
  asks: 'A customer asks something',
  noName: 'no name',
  noService: 'no service',
  noDate: 'date not known',
  noTime: 'time not known',
  inChat: 'see the chat',
  approve: 'Approve',
  refuse: 'Refuse',
  call: 'Call',
  news: '{{what}}: {{name}}, {{service}}, {{date}}, {{time}}.',
  phone: '{{name}}: {{phone}}',
  noPhone: 'The number of {{name}} is not known here. Please look into the chat.',
  nowBooked: 'This appointment is booked: {{name}}, {{service}}, {{date}}, {{time}}.',
  nowCancelled: 'This appointment is cancelled: {{name}}, {{service}}, {{date}}, {{time}}.',
  nowWaiting: 'This appointment is not decided yet: {{name}}, {{service}}, {{date}}, {{time}}.',
  gone: 'This is not known here any more.',
  noEffect: 'This number is one of the staff: only the buttons under messages to staff work here.',
};

const SPANISH: StaffTexts = {
  booked: 'Nueva reserva',
  changed: 'Reserva cambiada',
  cancelled: 'Reserva cancelada',
  toApprove: 'Aprueba o rechaza, por favor',
  approved: 'Reserva aprobada',
  declined: 'Reserva rechazada',
  attention: 'Reserva que revisar',
  mended: 'Reserva otra vez en orden',
  notTold: 'Cliente sin avisar, llama por favor',
  asksCancel: 'Un cliente quiere cancelar',
  asksChange: 'Un cliente quiere cambiar una cita',
  asks: 'Un cliente pregunta algo',
  noName: 'sin nombre',
  noService: 'sin servicio',
  noDate: 'fecha desconocida',
  noTime: 'hora desconocida',
  inChat: 'mira el chat',
  approve: 'Aprobar',
  refuse: 'Rechazar',
  call: 'Llamar',
  news: '{{what}}: {{name}}, {{service}}, {{date}}, {{time}}.',
  phone: '{{name}}: {{phone}}',
  noPhone: 'Aquí no se conoce el número de {{name}}. Mira el chat, por favor.',
  nowBooked: 'Esta cita está reservada: {{name}}, {{service}}, {{date}}, {{time}}.',
  nowCancelled: 'Esta cita está cancelada: {{name}}, {{service}}, {{date}}, {{time}}.',
  nowWaiting: 'Esta cita aún no está decidida: {{name}}, {{service}}, {{date}}, {{time}}.',
  gone: 'Esto ya no se conoce aquí.',
  noEffect: 'Este número es del personal: aquí solo funcionan los botones de los mensajes al personal.',
};

export const STAFF_TEXTS = Object.keys(ENGLISH) as (keyof StaffTexts)[];

const OWN: Readonly<Record<string, StaffTexts>> = { en: ENGLISH, es: SPANISH };

type Given = { readonly [text in keyof StaffTexts]?: string | undefined };

const ownTexts = (language: string): StaffTexts | undefined => OWN[baseLanguage(language)];

/** The texts that a language still lacks, for which the project has none and the contract gives none. */
export const lackingStaffTexts = (language: string, given: Given = {}): string[] =>
  ownTexts(language) ? [] : STAFF_TEXTS.filter((text) => given[text] === undefined);

/** The texts in a language of the staff: those that the contract gives, else the project's own. */
export function staffTexts(language: string, { staff }: Pick<BusinessTerms, 'staff'>): StaffTexts {
  const given = Object.entries(staff?.texts?.[language] ?? {}).filter(([, text]) => text !== undefined);
  return { ...(ownTexts(language) ?? ENGLISH), ...Object.fromEntries(given) };
}
