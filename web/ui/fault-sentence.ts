import { NotGranted } from './connection.ts';
import type { FaultWords } from './words/fault-words.ts';

/** Problems of the API that say no more than that it could not do it now. */
const PASSING = ['unavailable', 'internal'];

/** An error's text for the user. What the API says of its own accord is in English. */
export function faultSentence(error: unknown, words: FaultWords): string {
  if (!(error instanceof NotGranted)) return words.ofPage;
  const { status, kind, said, title } = error;
  if (status === 0) return words.noAnswer;
  if (status < 300) return words.otherForm;
  if (said !== undefined) return said;
  if (status === 429) return words.tooMany;
  if (status >= 500 && (kind === undefined || PASSING.includes(kind))) return words.unavailable;
  return title ?? words.unexplained(status);
}
