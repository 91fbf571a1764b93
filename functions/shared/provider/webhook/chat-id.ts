import { type ChatId, ReportedChatId } from '../../domain/customer/recipient.ts';

/** What the provider writes where it knows nobody. */
const NOBODY = /^(null|undefined)?(@|$)/i;

/**
 * The chat id behind an address as the provider writes it: a chat id, or what WhatsApp itself says, where digits are a
 * visible phone and anything else is a BSUID.
 */
export function chatIdOf(address: string | undefined): ChatId | undefined {
  if (address === undefined || NOBODY.test(address)) return undefined;
  const isPhone = /^\+?\d+$/.test(address);
  const chatId = address.includes('@') ? address : `${address.replace('+', '')}@${isPhone ? 'c.us' : 'lid'}`;
  return ReportedChatId.safeParse(chatId).data;
}

/** Whether an address is that of many people at once: a group, a broadcast list, a status, a newsletter. */
export const isOfMany = (address: string | undefined): boolean => /@(g\.us|broadcast|newsletter)$/i.test(address ?? '');
