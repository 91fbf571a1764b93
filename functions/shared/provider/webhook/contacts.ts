import * as z from 'zod/mini';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { Json } from '../../domain/text/json.ts';
import { chatIdOf } from './chat-id.ts';
import { MaybeAddress, MaybeText, maybe } from './lenient.ts';

/** A customer in the `contacts` of the raw dialect. */
const Contact = z.object({
  wa_id: MaybeAddress,
  user_id: MaybeAddress,
  profile: maybe(z.object({ name: MaybeText })),
});
export type Contact = z.infer<typeof Contact>;

export type Contacts = ReadonlyMap<string, Contact>;

/** The contacts by each of their addresses. If two share an address, the first counts. */
export function contactsByAddress(contacts: Json[]): Contacts {
  const byAddress = new Map<string, Contact>();
  for (const contact of contacts.flatMap((one) => Contact.safeParse(one).data ?? [])) {
    for (const address of [contact.wa_id, contact.user_id]) {
      if (address && !byAddress.has(address)) byAddress.set(address, contact);
    }
  }
  return byAddress;
}

export type Sender = { chatId: ChatId; alias?: ChatId; contact?: Contact };

/**
 * The sender: the first valid address, and another address of the same customer if the message or their contact has
 * one. A customer without a visible phone has only a WhatsApp id.
 */
export function senderOf(addresses: (string | undefined)[], contacts: Contacts): Sender | undefined {
  const contact = addresses.flatMap((address) => (address && contacts.get(address)) || []).at(0);
  const named = [...addresses, contact?.wa_id, contact?.user_id].flatMap((address) => chatIdOf(address) ?? []);
  const [chatId] = named;
  const alias = named.find((other) => other !== chatId);
  return chatId && { chatId, ...(alias && { alias }), ...(contact && { contact }) };
}
