import * as z from 'zod/mini';
import type { WebhookElement } from '../../domain/customer/inbound.ts';
import { MessageId } from '../../domain/delivery/delivery.ts';
import type { Json } from '../../domain/text/json.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { isOfMany } from './chat-id.ts';
import { contactsByAddress, senderOf } from './contacts.ts';
import { Flag, instantOf, MaybeAddress, MaybeText } from './lenient.ts';
import { nameAmong } from './words.ts';

/** A call, in Meta's form or with the field names of messages in the normalised dialect. */
const Call = z.object({
  id: MessageId,
  from: MaybeAddress,
  from_user_id: MaybeAddress,
  chatId: MaybeAddress,
  author: MaybeAddress,
  phone: MaybeAddress,
  authorBsuid: MaybeAddress,
  group_id: z.optional(z.unknown()),
  direction: MaybeText,
  fromMe: Flag,
  self: Flag,
  timestamp: z.optional(z.unknown()),
  time: z.optional(z.unknown()),
  start_time: z.optional(z.unknown()),
  senderName: MaybeText,
  chatName: MaybeText,
});
type Call = z.infer<typeof Call>;

const isOfBusiness = ({ direction, fromMe, self, from }: Call, businessPhone: string | undefined): boolean =>
  direction === undefined
    ? fromMe || self || (from !== undefined && from === businessPhone)
    : !/^(user_initiated|inbound|incoming)$/i.test(direction);

/** The context of the calls: the customers, the business's phone in digits, and the time of receipt. */
export type CallContext = { contacts: Json[]; businessPhone: string | undefined; receivedAt: Instant };

/**
 * Reads `calls` of either dialect. A customer's call opens the session window at its start, as a message does
 * (docs/provider.md, section 4), but has no text.
 */
export function readCalls(calls: Json[], { contacts, businessPhone, receivedAt }: CallContext): WebhookElement[] {
  const byAddress = contactsByAddress(contacts);
  return calls.map((element) => {
    const call = Call.safeParse(element).data;
    if (call && (isOfBusiness(call, businessPhone) || Boolean(call.group_id) || isOfMany(call.chatId))) {
      return { kind: 'unrelated' };
    }
    const addresses = call
      ? [call.from, call.from_user_id, call.chatId, call.author, call.phone, call.authorBsuid]
      : [];
    const sender = senderOf(addresses, byAddress);
    if (!call || !sender) {
      return { kind: 'unmatched', unmatched: { reason: 'unknown-shape', text: JSON.stringify(element) } };
    }
    const times = [call.start_time, call.timestamp, call.time].flatMap((time) => instantOf(time, receivedAt) ?? []);
    const displayName = nameAmong(sender.contact?.profile?.name, call.senderName, call.chatName);
    const { chatId, alias } = sender;
    const message = { messageId: call.id, chatId, at: times.sort().at(0) ?? receivedAt };
    return { kind: 'presence', message: { ...message, ...(displayName && { displayName }), ...(alias && { alias }) } };
  });
}
