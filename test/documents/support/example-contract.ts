import { Contract } from '../../../functions/shared/contract/contract.ts';
import { aContract } from '../../support/contract.ts';

/** What shows in the examples, whatever the business that deploys this has put into its own contract. */
export const exampleContract = Contract.parse({
  ...aContract({
    timeZone: 'Europe/Madrid',
    durationMinutes: 30,
    openingHours: undefined,
    fields: { date: 'date', time: 'time', service: 'service', name: 'name', notes: 'notes' },
  }),
  name: 'appointment-flow',
  channel: { id: 'VID000000001', apiBaseUrl: 'https://api.1msg.io' },
  flow: { id: '1234567890', action: 'navigate', screen: 'APPOINTMENT' },
  defaultLanguage: 'en',
  languages: {
    en: {
      greeting: 'Hi {{1}}, book your appointment:',
      cta: 'Book now',
      fallbackName: 'there',
      intentWords: ['book'],
      optOutWords: ['stop'],
    },
  },
  sending: { maxAttempts: 4, perSecond: 40 },
  delivery: { askAfterMinutes: [1, 5, 30, 120, 720], graceSeconds: 60 },
  calendar: { pastMonths: 1, futureMonths: 12 },
});
