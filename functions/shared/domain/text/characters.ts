const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** The value of a decimal digit of any script. In Unicode the digits 0 to 9 of each script are consecutive. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (isDigit(code - 1 - before)) before++;
  return String(before % 10);
}

/** Decimal digits of all scripts as 0 to 9: "٣٤" → "34". */
export const withAsciiDigits = (text: string): string => text.replace(/\p{Nd}/gu, digitValue);

/** The text without invisible characters, such as direction marks, joiners, variation selectors and fillers. */
export const withoutInvisible = (text: string): string =>
  text.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');

/** The text without the marks that change the writing direction of the text after them. */
export const withoutTurns = (text: string): string =>
  text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

/** Text in one line: without direction marks, and with white space and control characters as single blanks. */
export const inOneLine = (text: string): string =>
  withoutTurns(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
