import { ENGLISH } from './english/english.ts';
import type { LanguageWords, OwnWords } from './language-words.ts';
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

function ownWords(words: LanguageWords): OwnWords {
  const { groups, spellings, weights: _, ...lists } = words;
  const written = [...Object.values(groups), ...Object.entries(spellings).flat(), ...Object.values(lists).flat()];
  return { ...words, ...NO_WISHES, vocabulary: new Set(written.flatMap((some) => some.split(/[ |?]+/))) };
}

const OWN_WORDS: ReadonlyMap<string, OwnWords> = new Map([
  ['en', ownWords(ENGLISH)],
  ['es', ownWords(SPANISH)],
]);

/** The project's words for a language of the contract, whatever its region; `undefined` if the project has none. */
export const ownWordsOf = (tag: string): OwnWords | undefined => OWN_WORDS.get(tag.split(/[-_]/)[0] ?? tag);

/**
 * Which of the contract's languages a message can be in: those of which it has the most words, and all of which the project
 * has none.
 */
export function spokenLanguages(sentences: readonly Sentence[], tags: readonly string[]): string[] {
  const written = sentences.flatMap(({ folded }) => folded.split(' '));
  const counted = tags.map((tag) => {
    const vocabulary = ownWordsOf(tag)?.vocabulary;
    return { tag, known: vocabulary && written.filter((word) => vocabulary.has(word)).length };
  });
  const most = Math.max(...counted.map(({ known = 0 }) => known));
  return counted.filter(({ known }) => known === undefined || known === most).map(({ tag }) => tag);
}
