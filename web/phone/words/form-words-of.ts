import { LANGUAGES, type Worded } from '../../ui/words/worded.ts';
import { ENGLISH } from './english.ts';
import type { FormWords } from './form-words.ts';
import { SPANISH } from './spanish.ts';

export const FORM_WORDS: Worded<FormWords> = { en: ENGLISH, es: SPANISH };

/** A language without its region and script, such as "pt" of "pt_BR". */
const LANGUAGE = /^[a-z]{2,3}(?![a-z])/;

/**
 * The words for a language tag. In a language without own words here, sentences are English, and days and months have
 * their names in that language where the browser knows them.
 */
export function formWordsOf(tag: string): FormWords {
  const [language = 'en'] = LANGUAGE.exec(tag) ?? [];
  const own = LANGUAGES.find((known) => known === language);
  return own ? FORM_WORDS[own] : { ...ENGLISH, names: [language, ...ENGLISH.names] };
}
