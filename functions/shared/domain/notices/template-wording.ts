import { baseLanguage } from '../text/local-words.ts';

/**
 * Bodies of templates, by language. Each keeps WhatsApp's rules for a body (docs/provider.md, section 1). The variables of
 * those for customers are, in this order: the customer's name, the service, the date, the time. Those for staff begin with
 * what happened.
 */
const ENGLISH = {
  booked: 'Hello {{1}}, your appointment is booked: {{2}} on {{3}} at {{4}}. Please write to us if you cannot come.',
  requested:
    'Hello {{1}}, we have your request for {{2}} on {{3}} at {{4}}. We will tell you soon whether you can come then.',
  changed:
    'Hello {{1}}, your appointment has changed. It is now {{2}} on {{3}} at {{4}}. Please write to us if it does not suit you.',
  cancelled:
    'Hello {{1}}, your appointment for {{2}} on {{3}} at {{4}} is cancelled. Please write to us if you would like another one.',
  declined:
    'Hello {{1}}, we are sorry that we cannot take you for {{2}} on {{3}} at {{4}}. Please write to us if you would like another time.',
  reminder:
    'Hello {{1}}, this is a reminder of your appointment: {{2}} on {{3}} at {{4}}. Please tell us whether you are coming.',
  followUp:
    'Hello {{1}}, thank you for coming to us: {{2}} on {{3}} at {{4}}. Please write to us if you have any questions.',
  followUpOffer:
    'Hello {{1}}, you were last with us for {{2}} on {{3}} at {{4}}. Please write to us when you would like to come again.',
  staffNews:
    'For the staff: {{1}}. Customer: {{2}}, service: {{3}}, date: {{4}}, time: {{5}}. Please see the booking for all the rest.',
  staffToApprove:
    'For the staff: {{1}}. Customer: {{2}}, service: {{3}}, date: {{4}}, time: {{5}}. The customer waits for your answer.',
};
export type TemplateWording = keyof typeof ENGLISH;

const SPANISH: Record<TemplateWording, string> = {
  booked:
    'Hola, {{1}}: tu cita está reservada: {{2}}, el {{3}} a las {{4}}. Escríbenos, por favor, si no puedes venir.',
  requested:
    'Hola, {{1}}: tenemos tu petición de {{2}}, el {{3}} a las {{4}}. Pronto te diremos si puedes venir entonces.',
  changed:
    'Hola, {{1}}: tu cita ha cambiado. Ahora es {{2}}, el {{3}} a las {{4}}. Escríbenos, por favor, si no te viene bien.',
  cancelled:
    'Hola, {{1}}: tu cita para {{2}}, el {{3}} a las {{4}}, está cancelada. Escríbenos, por favor, si quieres otra.',
  declined:
    'Hola, {{1}}: lo sentimos, no podemos atenderte para {{2}}, el {{3}} a las {{4}}. Escríbenos, por favor, si quieres otra hora.',
  reminder: 'Hola, {{1}}: te recordamos tu cita: {{2}}, el {{3}} a las {{4}}. Dinos, por favor, si vas a venir.',
  followUp:
    'Hola, {{1}}: gracias por venir: {{2}}, el {{3}} a las {{4}}. Escríbenos, por favor, si tienes alguna pregunta.',
  followUpOffer:
    'Hola, {{1}}: la última vez viniste para {{2}}, el {{3}} a las {{4}}. Escríbenos, por favor, cuando quieras volver.',
  staffNews:
    'Para el equipo: {{1}}. Cliente: {{2}}, servicio: {{3}}, fecha: {{4}}, hora: {{5}}. Mira la reserva, por favor, para todo lo demás.',
  staffToApprove:
    'Para el equipo: {{1}}. Cliente: {{2}}, servicio: {{3}}, fecha: {{4}}, hora: {{5}}. El cliente espera ahora tu respuesta.',
};

const BODIES: Readonly<Record<string, Record<TemplateWording, string>>> = { en: ENGLISH, es: SPANISH };

/** The project's own body of a template, for `en`, `es_MX` and so on; `undefined` for a language that it has none in. */
export const templateWording = (language: string, wording: TemplateWording): string | undefined =>
  BODIES[baseLanguage(language)]?.[wording];
