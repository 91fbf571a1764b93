import type { ChatMessage } from './simulator-calls.ts';
import type { FormWords } from './words/form-words.ts';

/** A message's list over the chat; `words` are those of the phone around it. */
export type OpenList = {
  messageId: string;
  title: string;
  options: NonNullable<ChatMessage['replies']>['options'];
  words: FormWords;
};

/** The list of a message; `undefined` if it has none. */
export function openListOf({ id, replies }: ChatMessage, words: FormWords): OpenList | undefined {
  if (replies?.kind !== 'list') return undefined;
  return { messageId: id, title: replies.action, options: replies.options, words };
}
