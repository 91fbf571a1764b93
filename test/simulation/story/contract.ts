import { Contract } from '../../../functions/shared/contract/contract.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { CLINIC, LATER_HOURS } from './clinic-terms.ts';

const SHIPPED = contractWithoutServices();

/** A contract with these terms of booking, and the shipped names of the form's fields. */
function contractWith(terms: object): Contract {
  const template = { name: 'book', namespace: 'space', language: 'en' };
  const en = { ...SHIPPED.languages.en, template };
  const delivery = { ...SHIPPED.delivery, askAfterMinutes: [1, 30, 720] };
  const { fields } = SHIPPED.booking;
  return Contract.parse({
    ...SHIPPED,
    languages: { ...SHIPPED.languages, en },
    delivery,
    booking: { timeZone: 'Europe/Madrid', durationMinutes: 30, fields, ...terms },
  });
}

const day = [{ from: '09:00', to: '19:00' }];
const WEEK = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day };

/**
 * The shipped contract without services, with a template for one of its languages, so that both ends of a closed window
 * are met, and fewer questions about messages that nobody reports: each is like the one before.
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
