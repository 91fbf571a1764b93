/** How much of a message is looked at: what a customer wants stands in its first words. */
const LOOKED_AT = 2_000;

/** Scripts that write words without blanks between them: there a word is found wherever it stands. */
const WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

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
    return WITHOUT_BLANKS.test(word) ? folded.includes(word) : ` ${folded} `.includes(` ${word} `);
  });
}

/** Whether a folded text says one of the words and nothing else. */
export const saysOnly = (folded: string, words: readonly string[]): boolean =>
  folded !== '' && words.some((word) => foldWording(word) === folded);
