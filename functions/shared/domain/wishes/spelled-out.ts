import { onceFor } from '../once-for.ts';
import type { Sentence } from './sentences.ts';

type Spellings = Readonly<Record<string, string>>;

/** What each spelling stands for, and the number of words of the longest. */
type Dictionary = { meant: ReadonlyMap<string, string>; mostWords: number };

const dictionaryOf = onceFor((spellings: Spellings): Dictionary => {
  const meant = new Map(
    Object.entries(spellings).flatMap(([written, stands]) => written.split('|').map((one) => [one, stands] as const)),
  );
  return { meant, mostWords: Math.max(...[...meant.keys()].map((one) => one.split(' ').length)) };
});

/** A folded text with slang and frequent misspellings spelled out: "appt tmrw" → "appointment tomorrow". */
export function spelledOut(folded: string, spellings: Spellings): string {
  const { meant, mostWords } = dictionaryOf(spellings);
  const tokens = folded.split(' ');
  const spelled: string[] = [];
  for (let start = 0; start < tokens.length; ) {
    let words = mostWords;
    while (words > 0 && !meant.has(tokens.slice(start, start + words).join(' '))) words -= 1;
    const written = tokens.slice(start, start + Math.max(words, 1)).join(' ');
    spelled.push(meant.get(written) ?? written);
    start += Math.max(words, 1);
  }
  return spelled.join(' ');
}

/** A sentence with slang and frequent misspellings spelled out. */
export const spelledSentence = (sentence: Sentence, spellings: Spellings): Sentence => ({
  ...sentence,
  folded: spelledOut(sentence.folded, spellings),
  parts: sentence.parts.map((part) => spelledOut(part, spellings)),
});
