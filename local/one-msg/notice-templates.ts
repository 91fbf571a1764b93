import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { NoticeTemplate } from '../../functions/shared/domain/business-terms.ts';
import type { Template } from './channel-state.ts';

/** Bodies with the variables of a notice: the customer's name, the service, the date, the time. */
const BODIES = {
  en: {
    requested: 'Hello {{1}}, we have your request: {{2}}, {{3}}, {{4}}. We will tell you whether you can come then.',
    booked: 'Hello {{1}}, your appointment is booked: {{2}}, {{3}}, {{4}}. See you then.',
    changed: 'Hello {{1}}, your appointment has changed. It is now: {{2}}, {{3}}, {{4}}. See you then.',
    cancelled: 'Hello {{1}}, your appointment is cancelled: {{2}}, {{3}}, {{4}}. Write to us if you want another one.',
    declined: 'Hello {{1}}, we cannot take you then: {{2}}, {{3}}, {{4}}. Write to us if you want another time.',
    reminder: 'Hello {{1}}, this is a reminder of your appointment: {{2}}, {{3}}, {{4}}. See you then.',
    followUp: 'Hello {{1}}, thank you for your visit: {{2}}, {{3}}, {{4}}. Write to us if you want to come again.',
  },
  es: {
    requested: 'Hola, {{1}}: tenemos tu petición: {{2}}, {{3}}, {{4}}. Te diremos si puedes venir entonces.',
    booked: 'Hola, {{1}}: tu cita está reservada: {{2}}, {{3}}, {{4}}. Te esperamos.',
    changed: 'Hola, {{1}}: tu cita ha cambiado. Ahora es: {{2}}, {{3}}, {{4}}. Te esperamos.',
    cancelled: 'Hola, {{1}}: tu cita está cancelada: {{2}}, {{3}}, {{4}}. Escríbenos si quieres otra.',
    declined: 'Hola, {{1}}: no podemos atenderte entonces: {{2}}, {{3}}, {{4}}. Escríbenos si quieres otra hora.',
    reminder: 'Hola, {{1}}: te recordamos tu cita: {{2}}, {{3}}, {{4}}. Te esperamos.',
    followUp: 'Hola, {{1}}: gracias por tu visita: {{2}}, {{3}}, {{4}}. Escríbenos si quieres volver.',
  },
} as const;

const PURPOSES = ['booked', 'requested', 'changed', 'cancelled', 'declined', 'reminder', 'followUp'] as const;
type Purpose = (typeof PURPOSES)[number];

/**
 * The templates with which the contract tells of bookings, approved as it describes them, so that a fresh clone reaches
 * a customer whose window is closed. A language without own bodies here has the English ones.
 */
export function noticeTemplates({ languages }: Pick<Contract, 'languages'>): Template[] {
  return Object.values(languages).flatMap(({ templates }) =>
    PURPOSES.flatMap((purpose) => {
      const named = templates?.[purpose];
      return named ? [approved(purpose, named)] : [];
    }),
  );
}

function approved(purpose: Purpose, { name, namespace, language, buttons }: NoticeTemplate): Template {
  const bodies = language.startsWith('es') ? BODIES.es : BODIES.en;
  const labels = [buttons?.coming, buttons?.change, buttons?.cancel, buttons?.book].filter(
    (label) => label !== undefined,
  );
  return {
    id: `${name}-${language}`,
    name,
    namespace,
    language,
    category: 'UTILITY',
    status: 'approved',
    body: bodies[purpose],
    buttons: labels.map((text) => ({ type: 'QUICK_REPLY', text })),
  };
}
