/** How much of a message is looked at: what a customer wants stands in its first words. */
const LOOKED_AT = 2_000;

/**
 * Whether a word is of a script that sets no blanks between words: there it is found wherever it stands. The expression
 * is written inside the function so that a function that starts does not wait for its character sets.
 */
const needsNoBlanks = (word: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
    word,
  );

/** Text without case, accents and punctuation, its words set apart by single blanks: "¡Quiero RESERVAR!" → "quiero reservar". */
export function foldWording(text: string): string {
  return text
    .slice(0, LOOKED_AT)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/['’`´]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether a folded text holds one of the words (or groups of words), as words of their own: "book" is not in "facebook". */
export function mentions(folded: string, words: readonly string[]): boolean {
  return words.map(foldWording).some((word) => {
    if (word === '') return false;
    return needsNoBlanks(word) ? folded.includes(word) : ` ${folded} `.includes(` ${word} `);
  });
}

/** Whether a folded text says one of the words and nothing else. */
export const saysOnly = (folded: string, words: readonly string[]): boolean =>
  folded !== '' && words.some((word) => foldWording(word) === folded);
