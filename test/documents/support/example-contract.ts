import { Contract } from '../../../functions/shared/contract/contract.ts';
import { WEEKDAYS } from '../../../functions/shared/domain/business-terms.ts';
import { aContract } from '../../support/contract.ts';

const weekly = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '09:00', to: '17:00' }]]));

const shipped = aContract({
  timeZone: 'Europe/Madrid',
  durationMinutes: 30,
  openingHours: undefined,
  fields: { date: 'date', time: 'time', service: 'service', name: 'name', notes: 'notes' },
});

/** The member of staff who is told on WhatsApp. */
export const STAFF_PHONE = '34600000099';

/** What shows in the examples, whatever the business that deploys this has put into its own contract. */
export const exampleContract = Contract.parse({
  ...shipped,
  booking: {
    ...shipped.booking,
    services: [{ id: 'consultation', title: { en: 'Consultation' }, minutes: 30, needs: [['ana']] }],
    resources: [{ id: 'ana', name: 'Ana', openingHours: weekly }],
  },
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
      chat: shipped.languages['en']?.chat,
      confirmation: {
        booked: 'Your appointment is booked: {{service}}, {{date}} at {{time}}.',
        changed: 'Your appointment has changed. It is now: {{service}}, {{date}} at {{time}}.',
        cancelled: 'Your appointment on {{date}} at {{time}} is cancelled.',
        fallbackService: 'your visit',
      },
      reminders: { 'day-before': 'See you soon: {{service}}, {{date}} at {{time}}.' },
    },
  },
  staff: { phones: [{ phone: STAFF_PHONE, language: 'en' }] },
  reminders: [{ key: 'day-before', before: { days: 1, at: '18:00' } }],
  sending: { maxAttempts: 4, perSecond: 40 },
  delivery: { askAfterMinutes: [1, 5, 30, 120, 720], graceSeconds: 60 },
  calendar: { pastMonths: 1, futureMonths: 12 },
});
