import { Contract } from '../../../functions/shared/contract/contract.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { CLINIC, LATER_HOURS } from './clinic-terms.ts';
import { EVERY_REMINDER, reminderTexts } from './reminders-contract.ts';

const SHIPPED = contractWithoutServices();

/** A contract with these terms of booking, and the shipped names of the form's fields. */
function contractWith(terms: object): Contract {
  const template = { name: 'book', namespace: 'space', language: 'en' };
  const { chat: _en, ...english } = SHIPPED.languages.en;
  const { chat: _es, ...es } = SHIPPED.languages.es;
  const en = { ...english, template };
  const delivery = { ...SHIPPED.delivery, askAfterMinutes: [1, 30, 720] };
  const { fields } = SHIPPED.booking;
  return Contract.parse({
    ...SHIPPED,
    languages: { en, es },
    delivery,
    booking: { timeZone: 'Europe/Madrid', durationMinutes: 30, fields, ...terms },
  });
}

const EVERY_PURPOSE = ['requested', 'booked', 'changed', 'cancelled', 'declined', 'reminder', 'followUp'] as const;

/** The purposes for which a business has templates, in each language: in some languages, for some purposes. */
export const TEMPLATES = {
  off: { en: [], es: [] },
  'texts-only': { en: [], es: [] },
  'some-templates': { en: ['changed', 'cancelled', 'requested', 'reminder'], es: ['booked', 'declined', 'followUp'] },
  'all-templates': { en: EVERY_PURPOSE, es: EVERY_PURPOSE },
} as const;
export type Notices = keyof typeof TEMPLATES;

const day = [{ from: '09:00', to: '19:00' }];
const WEEK = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day };

/**
 * The shipped contract without services, with a template for one of its languages, so that both ends of a closed window
 * are met, without answers in the chat, and with fewer questions about messages that nobody reports: each is like the one
 * before.
 */
export const loadContract = (): Contract => contractWith({ openingHours: WEEK });

/** Terms of booking of a business without services, and of one with: a deployment replaces all of them. */
function termsOf(terms: object): Partial<Contract['booking']> {
  const { services, resources, slotEveryMinutes, leadMinutes, horizonDays, ...rest } = contractWith(terms).booking;
  return { ...rest, services, resources, slotEveryMinutes, leadMinutes, horizonDays };
}

const { fields } = loadContract().booking;
const renamed = { ...fields, date: 'day', time: 'hour' };

/** Terms of booking, of which a story may put others into force. */
export const TERMS = {
  shipped: { ...termsOf({ openingHours: WEEK }), timeZone: 'Europe/Madrid' },
  longer: { ...termsOf({ openingHours: WEEK, durationMinutes: 60 }), timeZone: 'Europe/Madrid' },
  elsewhere: { ...termsOf({ openingHours: WEEK, timeZone: 'America/New_York' }), timeZone: 'America/New_York' },
  renamed: { ...termsOf({ openingHours: WEEK, fields: renamed }), timeZone: 'Europe/Madrid' },
  clinic: { ...termsOf(CLINIC), timeZone: 'Europe/Madrid' },
  /** The clinic opens at other hours, so that what was offered or held is not open any more. */
  'clinic-later': { ...termsOf({ ...CLINIC, openingHours: LATER_HOURS }), timeZone: 'Europe/Madrid' },
} as const satisfies Record<string, Partial<Contract['booking']>>;
export type Terms = keyof typeof TERMS;

function languagesWith(notices: Notices, answersChats: boolean): Contract['languages'] {
  const { languages, ...contract } = { ...loadContract(), ...EVERY_REMINDER };
  const spoken = (['en', 'es'] as const).map((language) => {
    const purposes: readonly string[] = TEMPLATES[notices][language];
    const named = purposes.map((purpose) => [
      purpose,
      { name: `told_${purpose.toLowerCase()}`, namespace: 'space', language },
    ]);
    const chat = answersChats && { chat: SHIPPED.languages[language].chat };
    const reminded = reminderTexts(language);
    return [language, { ...languages[language], ...chat, ...reminded, templates: Object.fromEntries(named) }];
  });
  return Contract.parse({ ...contract, languages: Object.fromEntries(spoken) }).languages;
}

const known = new Map<string, Contract['languages']>();

/** What the contract says in each language, by what the business tells its customers and whether it answers chats. */
export function languagesOf({ notices, answersChats }: { notices: Notices; answersChats: boolean }) {
  const name = `${notices} ${answersChats}`;
  const languages =
    known.get(name) ?? (notices === 'off' ? loadContract().languages : languagesWith(notices, answersChats));
  known.set(name, languages);
  return languages;
}
