import { CUSTOMER_NAME_LIMIT } from '../contract/limits.ts';

/**
 * A name fit for one line of a greeting: white space folded, at most 60 characters, never cut inside a visible
 * character. Empty text gives `undefined`.
 */
export function presentableName(name: string | undefined): string | undefined {
  const folded = name
    ?.toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (!folded) return undefined;
  if (folded.length <= CUSTOMER_NAME_LIMIT) return folded;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(folded)) {
    if (kept.length + segment.length > CUSTOMER_NAME_LIMIT) break;
    kept += segment;
  }
  return kept.trim() || undefined;
}

/** "Hi {{1}}, book your appointment:" with the name in its place. */
export const fillGreeting = (greeting: string, name: string): string => greeting.replace('{{1}}', () => name);

/** Whether a text is the greeting with some name in its place, of a form and length that a name has in a greeting. */
export function fitsGreeting(text: string, greeting: string): boolean {
  const [before = '', after = ''] = greeting.split('{{1}}');
  const nameLength = text.length - before.length - after.length;
  const isName = nameLength > 0 && nameLength <= CUSTOMER_NAME_LIMIT && text.isWellFormed();
  return isName && text.startsWith(before) && text.endsWith(after);
}
