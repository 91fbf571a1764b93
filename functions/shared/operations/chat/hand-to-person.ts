import type { Contract } from '../../contract/contract.ts';
import type { ChatWish } from '../../domain/chat/chat-wish.ts';
import { DAY_MS, later, now } from '../../domain/time/instant.ts';
import type { WishForPerson } from '../../domain/wishes/wish.ts';
import { keepCustomerWish } from '../../store/customer/customer-wishes.ts';
import type { CustomerTable } from '../../store/table/table.ts';

type PersonContext = { table: CustomerTable; contract: Pick<Contract, 'retention'> };

/** Puts a customer's message into the worklist, once for each chat, wish and UTC day. A repeat is harmless. */
export async function handToPerson(
  { table, contract }: PersonContext,
  { chatId, messageId, at, displayName }: Pick<ChatWish, 'chatId' | 'messageId' | 'at' | 'displayName'>,
  wish: WishForPerson,
): Promise<boolean> {
  const kept = { channelId: table.channelId, chatId, wish, messageId, at, ...(displayName && { displayName }) };
  const times = { now: now(), expiresAt: later(now(), contract.retention.unmatchedDays * DAY_MS) };
  return keepCustomerWish(table, kept, times);
}
