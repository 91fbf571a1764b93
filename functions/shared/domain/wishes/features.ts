import { onceFor } from '../once-for.ts';
import type { OwnWords } from './language-words.ts';
import type { Sentence } from './sentences.ts';
import type { Sign } from './sort-wishes.ts';
import { spelledSentence } from './spelled-out.ts';
import type { MessageWish } from './wish.ts';

/** What the lists found in a message: their signs, and the wish that follows from them. */
export type Found = { signs: readonly Sign[]; wish: MessageWish | undefined };

type WeighedWords = Pick<OwnWords, 'spellings' | 'groups'>;
type Groups = WeighedWords['groups'];

/** The groups by their words, and by how words begin. */
const indexOf = onceFor((groups: Groups) => {
  const whole = new Map(
    Object.entries(groups).flatMap(([group, words]) => words.split('|').map((word) => [word, `@${group}`] as const)),
  );
  const beginnings = [...whole].flatMap(([word, group]) =>
    word.endsWith('*') ? [[word.slice(0, -1), group] as const] : [],
  );
  return { whole, beginnings };
});

/** The group of a word, or the word. */
function groupOf(word: string, groups: Groups): string {
  const { whole, beginnings } = indexOf(groups);
  return whole.get(word) ?? beginnings.find(([start]) => word.startsWith(start))?.[1] ?? word;
}

/** Times and dates stand for each other. */
const withoutNumber = (word: string): string => (/^\d/.test(word) ? '#' : word);

/** Neighbouring words: each alone, in twos and threes, and pairs around any one word. */
function* runsOf(words: readonly string[]): Generator<string> {
  for (const [at, word] of words.entries()) {
    const [second, third] = [words[at + 1], words[at + 2]];
    yield word;
    if (second === undefined) continue;
    yield `${word} ${second}`;
    if (third === undefined) continue;
    yield `${word} ${second} ${third}`;
    yield `${word} _ ${third}`;
  }
}

/** The number of words, in five steps. */
const lengthOf = (words: number): string => `length ${[1, 2, 4, 8].find((most) => words <= most) ?? 'more'}`;

function* featuresOfSentence(sentence: Sentence, own: WeighedWords): Generator<string> {
  if (sentence.isQuestion) yield '?';
  const words = spelledSentence(sentence, own.spellings).folded.split(' ').map(withoutNumber);
  const end = sentence.isQuestion ? '>?' : '>';
  yield* runsOf(['<', ...words, end]);
  yield* runsOf(['<', ...words.map((word) => groupOf(word, own.groups)), end]);
}

/** What a message has that can speak for a wish or against it, each once. */
export function featuresOf(sentences: readonly Sentence[], { signs, wish }: Found, own: WeighedWords): Set<string> {
  const isQuestion = sentences.some((sentence) => sentence.isQuestion);
  const words = sentences.reduce((sum, { folded }) => sum + folded.split(' ').length, 0);
  return new Set([
    'any',
    lengthOf(words),
    `list ${wish ?? 'nothing'}`,
    `list ${wish ?? 'nothing'}${isQuestion ? '?' : '.'}`,
    ...signs.map((sign) => `sign ${sign}`),
    ...sentences.flatMap((sentence) => [...featuresOfSentence(sentence, own)]),
  ]);
}
