import { type ChatId, ReportedChatId } from '../../domain/customer/recipient.ts';

/** The address that the provider writes for an unknown customer. */
const NOBODY = /^(null|undefined)?(@|$)/i;

/**
 * The chat id of an address from the provider. It is a chat id already, or an address of WhatsApp: digits are a visible
 * phone, anything else is a BSUID.
 */
export function chatIdOf(address: string | undefined): ChatId | undefined {
  if (address === undefined || NOBODY.test(address)) return undefined;
  const isPhone = /^\+?\d+$/.test(address);
  const chatId = address.includes('@') ? address : `${address.replace('+', '')}@${isPhone ? 'c.us' : 'lid'}`;
  return ReportedChatId.safeParse(chatId).data;
}

/** Whether an address is that of many people: a group, a broadcast list, a status, a newsletter. */
export const isOfMany = (address: string | undefined): boolean => /@(g\.us|broadcast|newsletter)$/i.test(address ?? '');
