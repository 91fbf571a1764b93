import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Messages } from '../functions/domain/wishes/messages.ts';

/** The languages for which the project has words, by the names of their folders. */
export const LANGUAGES = { english: 'en', spanish: 'es' } as const;
export type Language = keyof typeof LANGUAGES;

/** The messages of a folder in one language: a file for each wish, a line for each message. */
export function messagesIn(folder: string, language: Language): Messages {
  const of = (wish: string) =>
    readFileSync(join(import.meta.dirname, folder, language, `${wish}.txt`), 'utf8')
      .trimEnd()
      .split('\n');
  return {
    book: of('book'),
    cancel: of('cancel'),
    change: of('change'),
    question: of('question'),
    nothing: of('nothing'),
  };
}
