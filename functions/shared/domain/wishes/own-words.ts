import { ENGLISH } from './english/english.ts';
import type { LanguageWords } from './language-words.ts';
import type { Sentence } from './sentences.ts';
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

type OwnLanguage = {
  words: LanguageWords;
  /** All words of its lists and groups, by which it is known. */
  vocabulary: ReadonlySet<string>;
};

function ownLanguage(words: LanguageWords): OwnLanguage {
  const { groups, spellings, weights: _, ...lists } = words;
  const written = [...Object.values(groups), ...Object.entries(spellings).flat(), ...Object.values(lists).flat()];
  return { words: { ...words, ...NO_WISHES }, vocabulary: new Set(written.flatMap((some) => some.split(/[ |?]+/))) };
}

const OWN_LANGUAGES: ReadonlyMap<string, OwnLanguage> = new Map([
  ['en', ownLanguage(ENGLISH)],
  ['es', ownLanguage(SPANISH)],
]);

const ownLanguageOf = (tag: string): OwnLanguage | undefined => OWN_LANGUAGES.get(tag.split(/[-_]/)[0] ?? tag);

/** The project's words for a language of the contract, whatever its region; `undefined` if the project has none. */
export const ownWordsOf = (tag: string): LanguageWords | undefined => ownLanguageOf(tag)?.words;

/**
 * Which of the contract's languages a message can be in: those of which it has the most words, and all of which the project
 * has none.
 */
export function spokenLanguages(sentences: readonly Sentence[], tags: readonly string[]): string[] {
  const written = sentences.flatMap(({ folded }) => folded.split(' '));
  const counted = tags.map((tag) => {
    const vocabulary = ownLanguageOf(tag)?.vocabulary;
    return { tag, known: vocabulary && written.filter((word) => vocabulary.has(word)).length };
  });
  const most = Math.max(...counted.map(({ known = 0 }) => known));
  return counted.filter(({ known }) => known === undefined || known === most).map(({ tag }) => tag);
}
