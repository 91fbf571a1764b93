import { withAsciiDigits, withoutInvisible } from './characters.ts';

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

/** Letters that Unicode does not take apart, and what people type instead where their keyboard lacks them. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  // The end of a Greek word has a sigma of its own.
  ς: 'σ',
  // Arabic letters that are written one for the other, in Persian and Urdu spelling too.
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
 * Accents of Latin, Greek and Cyrillic letters; the hamza, on a letter and alone, the vowel signs and the line that
 * stretches an Arabic word; Hebrew points; and what draws a frame around a character, as on keycaps.
 */
const LEFT_OUT =
  /[\u0300-\u036f\u0621\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]|[\u20dd-\u20e0\u20e2-\u20e4]/g;

/**
 * Text without case, accents and punctuation, its words set apart by single blanks: "¡Quiero RESERVAR!" → "quiero
 * reservar". What nobody sees and what people leave out when they type in a hurry does not count. The same on every
 * machine, whatever its language. On the way through capitals some letters become one: ß and ss, and the Turkish ı and i.
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
    .normalize('NFKD')
    .replace(LEFT_OUT, '')
    .replace(/[æœøłđðþħςٱىیةکہھ]/g, plainLetter)
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
