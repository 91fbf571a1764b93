import { ENGLISH } from './english/english.ts';
import type { LanguageWords, OwnWords } from './language-words.ts';
import type { Sentence } from './sentences.ts';
import { SPANISH } from './spanish/spanish.ts';

const ALL = [ENGLISH, SPANISH];

/**
 * What looks like a wish and is none, in all languages: "política de cancelación" would be a cancellation by the English
 * words, which know "cancel" with any ending.
 */
const noWishes = () => ({
  polite: ALL.flatMap(({ polite }) => polite),
  notCancelled: ALL.flatMap(({ notCancelled }) => notCancelled),
  notChanged: ALL.flatMap(({ notChanged }) => notChanged),
  booked: ALL.flatMap(({ booked }) => booked),
});

function ownWords(words: LanguageWords): OwnWords {
  const { groups, spellings, weights: _, ...lists } = words;
  const written = [...Object.values(groups), ...Object.entries(spellings).flat(), ...Object.values(lists).flat()];
  return { ...words, ...noWishes(), vocabulary: new Set(written.flatMap((some) => some.split(/[ |?]+/))) };
}

const WORDS: ReadonlyMap<string, LanguageWords> = new Map([
  ['en', ENGLISH],
  ['es', SPANISH],
]);

/** Collected when a message is first read: a webhook that brings none would start a twentieth slower. */
const collected = new Map<string, OwnWords>();

/** The project's words for a language of the contract, whatever its region; `undefined` if the project has none. */
export function ownWordsOf(tag: string): OwnWords | undefined {
  const language = tag.split(/[-_]/)[0] ?? tag;
  const words = WORDS.get(language);
  if (!words) return undefined;
  const own = collected.get(language) ?? ownWords(words);
  collected.set(language, own);
  return own;
}

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
