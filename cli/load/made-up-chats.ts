import { randomInt } from 'node:crypto';

/**
 * The country code of made-up customers. The ITU has it in reserve and gave it to nobody, so that no phone of anybody begins
 * with it: https://www.itu.int/pub/T-SP-E.164D
 */
const NOBODYS_CODE = '999';

/** As many customers as one run makes up. */
const CHATS = 50;

/** A person of whom only the load test speaks, for one channel. */
export type MadeUpChat = { phone: string; chatId: string };

/** Whether a phone belongs to a made-up customer, in any spelling. */
export const isMadeUp = (phone: string): boolean =>
  phone.replace(/\D/g, '').replace(/^00/, '').startsWith(NOBODYS_CODE);

/** The customers of one run. Another run has others, so that nothing of one is taken for a repeat of the other. */
export function makeUpChats(): MadeUpChat[] {
  const run = String(randomInt(1_000_000)).padStart(6, '0');
  return Array.from({ length: CHATS }, (_, index) => {
    const phone = `${NOBODYS_CODE}${run}${String(index).padStart(4, '0')}`;
    return { phone, chatId: `${phone}@c.us` };
  });
}

/** A status of a message that nobody sent, as the provider posts it. The stack keeps it for some hours, and tells nobody. */
export const statusBody = (channelId: string, { phone }: MadeUpChat, id: string, at: Date): object => ({
  instanceId: channelId,
  hooks: [{ id, type: 'message', status: 'delivered', timestamp: unixSeconds(at), recipient_id: phone }],
});

/**
 * A customer's reaction to a message, as the provider posts it. It is the one kind of message that no contract answers: it has
 * no words, and the stack notes only that the customer was there.
 */
export const reactionBody = (channelId: string, { chatId }: MadeUpChat, id: string, at: Date): object => ({
  instanceId: channelId,
  messages: [
    { id, type: 'reaction', body: '👍', chatId, author: chatId, fromMe: false, self: 0, time: unixSeconds(at) },
  ],
});

const unixSeconds = (at: Date): string => String(Math.floor(at.getTime() / 1000));
