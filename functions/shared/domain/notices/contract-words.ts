import type { BusinessTerms } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { type Locale, languageTag } from '../text/local-words.ts';

type Spoken = Pick<Invitation, 'language'>;
type Languages = Pick<BusinessTerms, 'languages' | 'defaultLanguage'>;

/** The contract's language in which a customer is told: theirs, else the default. */
const spokenWith = ({ language }: Spoken, { languages, defaultLanguage }: Languages): string =>
  Object.hasOwn(languages, language) ? language : defaultLanguage;

/** What the contract says in that language. */
export const wordsFor = (customer: Spoken, contract: Languages): Partial<BusinessTerms['languages'][string]> =>
  contract.languages[spokenWith(customer, contract)] ?? {};

/** How that language writes dates and times, by the business's clock. */
export const localeFor = (customer: Spoken, contract: Languages & Pick<BusinessTerms, 'booking'>): Locale => ({
  language: languageTag(spokenWith(customer, contract)),
  timeZone: contract.booking.timeZone,
});
