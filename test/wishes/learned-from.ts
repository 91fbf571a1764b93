import { createHash } from 'node:crypto';
import { meaningsIn } from '../functions/domain/wishes/messages.ts';
import { listedIn, wordsOf } from './examples.ts';
import { type Language, messagesIn } from './tables.ts';

/** What the weights of a language were learned from: it changes with a message, with a list and with a group of words. */
export function fingerprintOf(language: Language): string {
  const messages = [messagesIn('learned', language), ...listedIn(language)].flatMap(meaningsIn);
  const { weights: _, vocabulary: __, ...lists } = wordsOf(language);
  return createHash('sha256').update(JSON.stringify({ messages, lists })).digest('base64url').slice(0, 16);
}
