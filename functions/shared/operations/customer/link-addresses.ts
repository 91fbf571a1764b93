import { type Chat, formerOwners } from '../../domain/customer/customer.ts';
import type { InboundMessage } from '../../domain/customer/inbound.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { linkAliases, readChat, recordConsent, unlinkAliases } from '../../store/customer/chats.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { type StaffSenderContext, staffSender } from '../staff/staff-sender.ts';

type Times = { at: Instant; now: Instant };

/** A phone, and what is known of whoever writes from it. */
type PhoneChat = { phone: ChatId; chat: Partial<Chat> };

/** What a former owner said under the phone before somebody else wrote from it stays their word at their own address. */
async function partFrom(table: CustomerTable, { phone, chat }: PhoneChat, former: ChatId, { at, now }: Times) {
  const { optedOutAt, optedInAt } = chat;
  if (optedOutAt && optedOutAt < at) await recordConsent(table, former, 'opt-out', optedOutAt, now);
  if (optedInAt && optedInAt < at) await recordConsent(table, former, 'opt-in', optedInAt, now);
  await unlinkAliases(table, phone, former);
}

/**
 * Remembers that two addresses are one customer, as was known at `at`. A phone has one owner at a time: if it was
 * another customer's before, that link is undone, and if it is another's since, nothing is linked.
 */
export async function linkAddresses(table: CustomerTable, one: ChatId, other: ChatId, times: Times): Promise<void> {
  const [phone, owner] = one.endsWith('@c.us') ? [one, other] : [other, one];
  const chat: Partial<Chat> = (await readChat(table, phone)) ?? {};
  const former = formerOwners(chat, owner);
  if (former.length > 0 && (chat.lastInboundAt ?? times.at) > times.at) return;
  for (const address of former) await partFrom(table, { phone, chat }, address, times);
  await linkAliases(table, one, other, times);
}

/**
 * Whoever completed a form is the one it was sent to, under whatever address the provider reports them now. The addresses
 * of staff are no customer's.
 */
export async function linkSender(
  context: StaffSenderContext,
  { recipient }: Pick<Invitation, 'recipient'>,
  sender: Pick<InboundMessage, 'chatId' | 'alias' | 'tap'>,
  times: Times,
): Promise<void> {
  const { chatId = sender.chatId } = recipient ?? {};
  const isOther = chatId !== sender.chatId && (await staffSender(context, sender)) === undefined;
  if (isOther) await linkAddresses(context.table, chatId, sender.chatId, times);
}
