import { inOneLine, withoutInvisible } from '../text/characters.ts';

/** Characters of a customer's name in a greeting; longer names are cut. */
export const CUSTOMER_NAME_LIMIT = 60;

/** A phone, a chat id or the provider's slip for none: where no name is known, these stand in its place. */
const STANDS_FOR_NO_NAME =
  /^(\S+@(c\.us|g\.us|lid|s\.whatsapp\.net|broadcast|newsletter)|[A-Z]{2}(\.ENT)?\.[0-9]{6,}|null|undefined)$/;

/** Whether people would take a text for a name: it has letters, or nothing but pictures. Digits alone are a number. */
const isName = (text: string): boolean =>
  !STANDS_FOR_NO_NAME.test(text) &&
  (/\p{L}/u.test(text) || (/[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(text) && !/\p{N}/u.test(text)));

/** As many visible characters as fit into a name's length. */
function shortened(text: string): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (kept.length + segment.length > CUSTOMER_NAME_LIMIT) break;
    kept += segment;
  }
  return kept.trim();
}

/**
 * A name fit for one line of a greeting: white space folded, nothing in it that turns the line round, at most 60
 * characters, never cut inside a visible character. `undefined` for what nobody is called: text without a visible
 * character, numbers, chat ids.
 */
export function presentableName(name: string | undefined): string | undefined {
  const line = inOneLine(name?.toWellFormed() ?? '');
  if (!isName(withoutInvisible(line).trim())) return undefined;
  return (line.length <= CUSTOMER_NAME_LIMIT ? line : shortened(line)) || undefined;
}

/** "Hi {{1}}, book your appointment:" with the name in its place. */
export const fillGreeting = (greeting: string, name: string): string => greeting.replace('{{1}}', () => name);

/** Whether a text is the greeting with some name in its place, of a form and length that a name has in a greeting. */
export function fitsGreeting(text: string, greeting: string): boolean {
  const [before = '', after = ''] = greeting.split('{{1}}');
  const nameLength = text.length - before.length - after.length;
  const hasName = nameLength > 0 && nameLength <= CUSTOMER_NAME_LIMIT && text.isWellFormed();
  return hasName && text.startsWith(before) && text.endsWith(after);
}
