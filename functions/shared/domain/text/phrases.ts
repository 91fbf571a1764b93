/**
 * Phrases in the folded form of `foldWording`. Each word can name alternatives (`move|moving`) and can end in `*`, which
 * stands for any ending. `...` stands for at most three words.
 */
export type Phrases = readonly string[];

const wordPattern = (word: string): string =>
  `(?:${word
    .split('|')
    .map((one) => one.replace(/\*$/, '[\\p{L}\\p{N}]*'))
    .join('|')})`;

/** Every word takes the blank before it, so the text must begin with one. */
const phrasePattern = (phrase: string): string =>
  phrase
    .split(' ')
    .map((word) => (word === '...' ? '(?: [\\p{L}\\p{N}]+){0,3}?' : ` ${wordPattern(word)}`))
    .join('');

const compiled = new WeakMap<Phrases, RegExp>();

/** A list is compiled at its first use: most functions that import it never need it. */
function patternOf(phrases: Phrases): RegExp {
  const known = compiled.get(phrases);
  if (known) return known;
  const pattern = new RegExp(`(?:${phrases.map(phrasePattern).join('|')})(?= |$)`, 'gu');
  compiled.set(phrases, pattern);
  return pattern;
}

/** Whether a folded text contains one of the phrases. */
export const hasPhrase = (folded: string, phrases: Phrases): boolean =>
  phrases.length > 0 && ` ${folded}`.search(patternOf(phrases)) >= 0;

/** Whether a folded text begins with one of the phrases. */
export const beginsWith = (folded: string, phrases: Phrases): boolean =>
  phrases.length > 0 && ` ${folded}`.search(patternOf(phrases)) === 0;

/** A folded text without the phrases. Each leaves a mark, so that no new phrase forms across the gap. */
export const withoutPhrases = (folded: string, phrases: Phrases, mark: '' | '_'): string =>
  phrases.length === 0 ? folded : ` ${folded}`.replace(patternOf(phrases), mark && ` ${mark}`).trim();
