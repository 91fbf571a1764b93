import type { Contract } from '../../functions/shared/contract/contract.ts';
import { shippedContract } from './contract.ts';

type Language = Contract['languages'][string];

/** A member of the staff for each language of the shipped contract. */
export const STAFF_PHONES = { en: '34600999001', es: '34600999002' } as const;

const FOLLOW_UPS = {
  en: 'Thank you for coming, {{name}}. How are you after {{service}}?',
  es: 'Gracias por venir, {{name}}. ¿Qué tal estás después de {{service}}?',
} as const;

const LABELS_OF_STAFF = {
  en: { approve: 'Approve', refuse: 'Refuse', call: 'Call' },
  es: { approve: 'Aprobar', refuse: 'Rechazar', call: 'Llamar' },
} as const;

const named = (purpose: string, language: string, buttons: object) => ({
  ...{ name: `clinic_${purpose}`, namespace: 'clinic', language, buttons },
});

/** A template for each purpose that the contract can name, with the labels that its texts have. */
function templatesIn(tag: string, { chat }: Language): Language['templates'] {
  const { coming, change, cancel, book } = chat?.buttons ?? {};
  return {
    requested: named('requested', tag, { change, cancel }),
    booked: named('booked', tag, { change, cancel }),
    changed: named('changed', tag, { change, cancel }),
    cancelled: named('cancelled', tag, { book }),
    declined: named('declined', tag, { book }),
    reminder: named('reminder', tag, { coming, change, cancel }),
    followUp: named('follow_up', tag, { book }),
  };
}

/** Staff on WhatsApp, one in each language, with both templates. */
const STAFF = {
  phones: (['en', 'es'] as const).map((language) => ({ phone: STAFF_PHONES[language], language })),
  templates: Object.fromEntries(
    (['en', 'es'] as const).map((language) => {
      const { call, ...decision } = LABELS_OF_STAFF[language];
      const news = named('staff_news', language, { call });
      return [language, { news, toApprove: named('staff_to_approve', language, { ...decision, call }) }];
    }),
  ),
};

/** The shipped clinic with all that docs/scenarios.md names: staff approve what customers book, and hear of it. */
export function scenarioContract(): object {
  const { booking, languages } = shippedContract;
  const spoken: [keyof typeof FOLLOW_UPS, Language][] = [
    ['en', languages.en],
    ['es', languages.es],
  ];
  return {
    ...shippedContract,
    booking: { ...booking, approval: 'manual' },
    followUps: [{ key: 'how-are-you', after: { days: 1, at: '12:00' }, category: 'utility' }],
    staff: STAFF,
    languages: Object.fromEntries(
      spoken.map(([tag, language]) => [
        tag,
        { ...language, templates: templatesIn(tag, language), followUps: { 'how-are-you': FOLLOW_UPS[tag] } },
      ]),
    ),
  };
}
