import { withAsciiDigits, withoutInvisible } from './characters.ts';

/** Characters of a message that are searched: customers say in their first words what they want. */
export const LOOKED_AT = 2_000;

/**
 * Whether a word is of a script without blanks between words, in which it is found anywhere in a text. The expression
 * is inside the function so that a cold start does not wait for its character sets.
 */
const needsNoBlanks = (word: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
    word,
  );

/** Letters that Unicode does not decompose, and what people type if their keyboard lacks them. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  // Sigma at the end of a Greek word.
  ς: 'σ',
  // Arabic letters that people interchange, including Persian and Urdu spellings.
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
  ہ: 'ه',
  ھ: 'ه',
};

const plainLetter = (letter: string): string => PLAIN_LETTERS[letter] ?? letter;

/**
 * Accents of Latin, Greek and Cyrillic letters; Arabic hamza, vowel signs and tatweel; Hebrew points; and enclosing
 * marks, as on keycaps.
 */
const LEFT_OUT =
  /[\u0300-\u036f\u0621\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]|[\u20dd-\u20e0\u20e2-\u20e4]/g;

/**
 * Text without case, accents, punctuation and invisible characters, with single blanks between words: "¡Quiero
 * RESERVAR!" → "quiero reservar". The result does not depend on the machine's language. Upper case makes some letters
 * equal: ß and ss, and the Turkish ı and i.
 */
export function foldWording(text: string): string {
  const bare = withoutInvisible(
    text
      .slice(0, LOOKED_AT)
      .replace(/['’‘`´ʼʻ′]/g, '')
      .normalize('NFKD'),
  );
  return withAsciiDigits(bare)
    .replace(LEFT_OUT, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/[æœøłđðþħςٱىیةکہھ]/g, plainLetter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether a folded text contains one of the words or phrases as whole words: "book" is not in "facebook". */
export function mentions(folded: string, words: readonly string[]): boolean {
  return words.map(foldWording).some((word) => {
    if (word === '') return false;
    return needsNoBlanks(word) ? folded.includes(word) : ` ${folded} `.includes(` ${word} `);
  });
}

/** Whether a folded text is exactly one of the words. */
export const saysOnly = (folded: string, words: readonly string[]): boolean =>
  folded !== '' && words.some((word) => foldWording(word) === folded);
