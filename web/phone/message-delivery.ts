import type { ChatMessage, MessageFailure } from './simulator-calls.ts';

/** How far a message of the business got, as its ticks tell. */
export type Delivery = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

const READ_WORDS = ['read', 'viewed', 'played'];

/** A message that one device refused and another one got was delivered. */
export function deliveryOf({ history }: Pick<ChatMessage, 'history'>): Delivery {
  const words = history.map(({ status }) => status);
  if (words.some((word) => READ_WORDS.includes(word))) return 'read';
  if (words.includes('delivered')) return 'delivered';
  if (failureOf({ history })) return 'failed';
  return words.includes('sent') ? 'sent' : 'accepted';
}

/** Why a message failed, if that was told. */
export function failureOf({ history }: Pick<ChatMessage, 'history'>): MessageFailure | undefined {
  return history.find(({ error }) => error !== undefined)?.error;
}

/** The ticks in words. */
export const DELIVERY_WORDS: Readonly<Record<Delivery, string>> = {
  accepted: 'Accepted, not sent yet',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not delivered',
};
