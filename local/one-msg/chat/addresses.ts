/** A caller's address for a customer: a phone (digits with country code) or a business-scoped user id (BSUID). */
export type Address = { phone: string } | { bsuid: string };

const PHONE = /^[1-9][0-9]{6,14}$/;
/** A country's two letters, a dot, and Meta's id for this business. */
const BSUID = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;

export function parsePhone(text: string): Address | undefined {
  return PHONE.test(text) ? { phone: text } : undefined;
}

/** The two forms of a chat id: `<digits>@c.us` and `<BSUID>@lid`. */
export function parseChatId(text: string): Address | undefined {
  if (text.endsWith('@c.us')) return parsePhone(text.slice(0, -'@c.us'.length));
  if (!text.endsWith('@lid')) return undefined;
  const bsuid = text.slice(0, -'@lid'.length);
  return BSUID.test(bsuid) ? { bsuid } : undefined;
}

/** Accepts any form: a phone, a BSUID, a chat id. */
export function parseAddress(text: string): Address | undefined {
  return parsePhone(text) ?? parseChatId(text) ?? (BSUID.test(text) ? { bsuid: text } : undefined);
}

/** The caller's address in `phone` or `chatId`; `undefined` for none, both, or a malformed one. */
export function recipientAddress(recipient: {
  phone?: string | undefined;
  chatId?: string | undefined;
}): Address | undefined {
  const { phone, chatId } = recipient;
  if (phone !== undefined) return chatId === undefined ? parsePhone(phone) : undefined;
  return chatId === undefined ? undefined : parseChatId(chatId);
}

/** The address as one string, a customer's key in an index. */
export function addressKey(address: Address): string {
  return 'phone' in address ? address.phone : address.bsuid;
}
