import { ENGLISH } from './english/english.ts';
import type { LanguageWords } from './language-words.ts';
import { SPANISH } from './spanish/spanish.ts';

const ALL = [ENGLISH, SPANISH];

/**
 * What looks like a wish and is none, in all languages: "política de cancelación" would be a cancellation by the English
 * words, which know "cancel" with any ending.
 */
const NO_WISHES = {
  polite: ALL.flatMap(({ polite }) => polite),
  notCancelled: ALL.flatMap(({ notCancelled }) => notCancelled),
  notChanged: ALL.flatMap(({ notChanged }) => notChanged),
  booked: ALL.flatMap(({ booked }) => booked),
};

const OWN_WORDS: ReadonlyMap<string, LanguageWords> = new Map([
  ['en', { ...ENGLISH, ...NO_WISHES }],
  ['es', { ...SPANISH, ...NO_WISHES }],
]);

/** The project's words for a language of the contract, whatever its region; `undefined` if the project has none. */
export const ownWordsOf = (tag: string): LanguageWords | undefined => OWN_WORDS.get(tag.split(/[-_]/)[0] ?? tag);
