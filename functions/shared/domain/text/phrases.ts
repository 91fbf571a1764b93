import { onceFor } from '../once-for.ts';

/**
 * Phrases in the folded form of `foldWording`. Each word can name alternatives (`move|moving`), of which each can end in
 * `*`, which stands for any ending. `#` stands for a number, also one with its unit (`3pm`). A word with `?` at its end can
 * be missing. `...` stands for at most three words.
 */
export type Phrases = readonly string[];

/** A word of a phrase, or a gap. */
type Element =
  | { words: ReadonlySet<string>; beginnings: readonly string[]; isNumber: boolean; isOptional: boolean }
  | 'gap';

/** Words that a gap spans at most. */
const WIDEST_GAP = 3;

/** What `withoutPhrases` leaves. No phrase crosses it. */
const MARKS: ReadonlySet<string> = new Set(['_', '|']);

/** Most phrases share their groups of alternatives. */
const elements = new Map<string, Element>();

function elementOf(written: string): Element {
  if (written === '...') return 'gap';
  const known = elements.get(written);
  if (known) return known;
  const isOptional = written.endsWith('?');
  const alternatives = (isOptional ? written.slice(0, -1) : written).split('|');
  const element = {
    words: new Set(alternatives),
    beginnings: alternatives.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1)),
    isNumber: alternatives.includes('#'),
    isOptional,
  };
  elements.set(written, element);
  return element;
}

const isNumber = (token: string): boolean => /^\d+[a-z]{0,2}$/.test(token);

const fits = ({ words, beginnings, isNumber: isAnyNumber }: Exclude<Element, 'gap'>, token: string): boolean =>
  words.has(token) || beginnings.some((one) => token.startsWith(one)) || (isAnyNumber && isNumber(token));

/** The end of the rest of a phrase after a gap. The fewest words win. */
function endAfterGap(phrase: readonly Element[], tokens: readonly string[], start: number, from: number) {
  for (let width = 0; width <= WIDEST_GAP; width += 1) {
    if (width > 0 && MARKS.has(tokens[start + width - 1] ?? '_')) return undefined;
    const end = endOf(phrase, tokens, start + width, from);
    if (end !== undefined) return end;
  }
  return undefined;
}

/** The end of a phrase, or of its rest, that begins at a word of the text; `undefined` if it does not. */
function endOf(phrase: readonly Element[], tokens: readonly string[], start: number, from = 0): number | undefined {
  const element = phrase[from];
  if (element === undefined) return start;
  if (element === 'gap') return endAfterGap(phrase, tokens, start, from + 1);
  const token = tokens[start];
  const end = token !== undefined && fits(element, token) ? endOf(phrase, tokens, start + 1, from + 1) : undefined;
  return end === undefined && element.isOptional ? endOf(phrase, tokens, start, from + 1) : end;
}

/** The phrases of a list by the words with which they begin, and those that do not begin with one of a set of words. */
type Index = { byWord: ReadonlyMap<string, readonly Element[][]>; others: readonly Element[][] };

/** The words with which a phrase begins; `undefined` if it can begin otherwise. */
const firstWords = ([first]: readonly Element[]): ReadonlySet<string> | undefined =>
  first === undefined || first === 'gap' || first.isOptional || first.isNumber || first.beginnings.length > 0
    ? undefined
    : first.words;

/** A list is indexed at its first use: most functions that import it never need it. */
const indexOf = onceFor((list: Phrases): Index => {
  const byWord = new Map<string, Element[][]>();
  const others: Element[][] = [];
  for (const phrase of list.map((written) => written.split(' ').map(elementOf))) {
    const words = firstWords(phrase);
    if (words === undefined) others.push(phrase);
    else for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), phrase]);
  }
  return { byWord, others };
});

/** The end of the first phrase of the list that begins at a word of the text. */
function endAt({ byWord, others }: Index, tokens: readonly string[], start: number): number | undefined {
  for (const phrases of [byWord.get(tokens[start] ?? '') ?? [], others]) {
    for (const phrase of phrases) {
      const end = endOf(phrase, tokens, start);
      if (end !== undefined && end > start) return end;
    }
  }
  return undefined;
}

const tokensOf = (folded: string): string[] => (folded === '' ? [] : folded.split(' '));

/** Whether a folded text contains one of the phrases. */
export function hasPhrase(folded: string, phrases: Phrases): boolean {
  const index = indexOf(phrases);
  const tokens = tokensOf(folded);
  return tokens.some((_, start) => endAt(index, tokens, start) !== undefined);
}

/** Whether a folded text begins with one of the phrases. */
export const beginsWith = (folded: string, phrases: Phrases): boolean =>
  endAt(indexOf(phrases), tokensOf(folded), 0) !== undefined;

/** A folded text without the phrases. Each leaves a mark, so that no new phrase forms across the gap. */
export function withoutPhrases(folded: string, phrases: Phrases, mark: '' | '_' | '|'): string {
  const index = indexOf(phrases);
  const tokens = tokensOf(folded);
  const kept: string[] = [];
  for (let start = 0; start < tokens.length; ) {
    const end = endAt(index, tokens, start);
    if (end === undefined) kept.push(tokens[start] ?? '');
    else if (mark !== '') kept.push(mark);
    start = end ?? start + 1;
  }
  return kept.join(' ');
}
