import type { ChatMessage, MessageFailure } from './simulator-calls.ts';

/** A business message's progress. */
export type Delivery = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

const READ_WORDS = ['read', 'viewed', 'played'];

/** A message that failed on one device and reached another counts as delivered. */
export function deliveryOf({ history }: Pick<ChatMessage, 'history'>): Delivery {
  const words = history.map(({ status }) => status);
  if (words.some((word) => READ_WORDS.includes(word))) return 'read';
  if (words.includes('delivered')) return 'delivered';
  if (failureOf({ history })) return 'failed';
  return words.includes('sent') ? 'sent' : 'accepted';
}

/** Why a message failed, if a reason was given. */
export function failureOf({ history }: Pick<ChatMessage, 'history'>): MessageFailure | undefined {
  return history.find(({ error }) => error !== undefined)?.error;
}
