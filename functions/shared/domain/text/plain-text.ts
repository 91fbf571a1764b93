import { withAsciiDigits } from './characters.ts';

/**
 * A value with ASCII digits, one kind of blank, dash and colon, and no invisible marks (`toLocaleTimeString` writes
 * some).
 */
export const plainText = (text: string): string =>
  withAsciiDigits(text.normalize('NFKC').replace(/\p{Cf}/gu, ''))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[\u2236\ua789]/g, ':')
    .replace(/\s+/g, ' ')
    .trim();

/** The letters of a text without case and accents, to compare words of any language. */
export const bareLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');

/** WhatsApp Manager's form builder answers a Dropdown with `<index>_<title>`. */
export const withoutIndex = (text: string): string => text.replace(/^\d{1,3}_(?=.)/, '');
