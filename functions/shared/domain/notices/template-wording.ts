import type { BookingPurpose } from './notice-text.ts';

/**
 * Bodies of templates that tell of a booking, by language. The variables are, in this order: the customer's name, the
 * service, the date, the time. Each keeps WhatsApp's rules for a body (docs/provider.md, section 1).
 */
const BODIES: Readonly<Record<string, Readonly<Record<BookingPurpose, string>>>> = {
  en: {
    booked: 'Hello {{1}}, your appointment is booked: {{2}} on {{3}} at {{4}}. Please write to us if you cannot come.',
    changed:
      'Hello {{1}}, your appointment has changed. It is now {{2}} on {{3}} at {{4}}. Please write to us if it does not suit you.',
    cancelled:
      'Hello {{1}}, your appointment for {{2}} on {{3}} at {{4}} is cancelled. Please write to us if you would like another one.',
  },
  es: {
    booked:
      'Hola, {{1}}: tu cita está reservada: {{2}}, el {{3}} a las {{4}}. Escríbenos, por favor, si no puedes venir.',
    changed:
      'Hola, {{1}}: tu cita ha cambiado. Ahora es {{2}}, el {{3}} a las {{4}}. Escríbenos, por favor, si no te viene bien.',
    cancelled:
      'Hola, {{1}}: tu cita para {{2}}, el {{3}} a las {{4}}, está cancelada. Escríbenos, por favor, si quieres otra.',
  },
};

/** The project's own body of a template, for `en`, `es_MX` and so on; `undefined` for a language that it has none in. */
export const templateWording = (language: string, purpose: BookingPurpose): string | undefined =>
  BODIES[language.split(/[_-]/)[0] ?? '']?.[purpose];
