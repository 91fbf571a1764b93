import { inOneLine, withoutInvisible } from '../text/characters.ts';

/** Characters of a customer's name in a greeting; longer names are cut. */
export const CUSTOMER_NAME_LIMIT = 60;

/** What the provider reports in place of an unknown name: a phone, a chat id, or `null` as text. */
const STANDS_FOR_NO_NAME =
  /^(\S+@(c\.us|g\.us|lid|s\.whatsapp\.net|broadcast|newsletter)|[A-Z]{2}(\.ENT)?\.[0-9]{6,}|null|undefined)$/;

/** Whether a text can be a name: it has letters, or emoji without digits. */
const isName = (text: string): boolean =>
  !STANDS_FOR_NO_NAME.test(text) &&
  (/\p{L}/u.test(text) || (/[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(text) && !/\p{N}/u.test(text)));

/** The text cut to the limit, between visible characters. */
function shortened(text: string): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (kept.length + segment.length > CUSTOMER_NAME_LIMIT) break;
    kept += segment;
  }
  return kept.trim();
}

/**
 * A name for one line of a greeting: with single blanks, without marks of direction, at most 60 characters, never cut
 * inside a visible character. `undefined` for text that is no name: invisible text, numbers, chat ids.
 */
export function presentableName(name: string | undefined): string | undefined {
  const line = inOneLine(name?.toWellFormed() ?? '');
  if (!isName(withoutInvisible(line).trim())) return undefined;
  return (line.length <= CUSTOMER_NAME_LIMIT ? line : shortened(line)) || undefined;
}

/** Puts the name in the place of {{1}}: "Hi {{1}}, book your appointment:". */
export const fillGreeting = (greeting: string, name: string): string => greeting.replace('{{1}}', () => name);

/** Whether a text is the greeting with a name of 1 to 60 characters in it. */
export function fitsGreeting(text: string, greeting: string): boolean {
  const [before = '', after = ''] = greeting.split('{{1}}');
  const nameLength = text.length - before.length - after.length;
  const hasName = nameLength > 0 && nameLength <= CUSTOMER_NAME_LIMIT && text.isWellFormed();
  return hasName && text.startsWith(before) && text.endsWith(after);
}
