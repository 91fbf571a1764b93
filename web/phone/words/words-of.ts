import { ENGLISH } from './english.ts';
import type { PhoneWords } from './phone-words.ts';
import { SPANISH } from './spanish.ts';

const OWN: Readonly<Record<string, PhoneWords>> = { en: ENGLISH, es: SPANISH };

/** A language without its region and script, such as "pt" of "pt_BR". */
const LANGUAGE = /^[a-z]{2,3}(?![a-z])/;

/**
 * The words for a language tag. In a language without own words here, sentences are English, and days and months have
 * their names in that language where the browser knows them.
 */
export function wordsOf(tag: string): PhoneWords {
  const [language = 'en'] = LANGUAGE.exec(tag) ?? [];
  return OWN[language] ?? { ...ENGLISH, names: [language, ...ENGLISH.names] };
}
