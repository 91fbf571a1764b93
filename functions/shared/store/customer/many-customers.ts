import { Chat, type Customer } from '../../domain/customer/customer.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { spellingsOf } from '../../domain/customer/spellings.ts';
import { readManyItems } from '../table/items.ts';
import { chatKey } from '../table/keys.ts';
import type { CustomerTable } from '../table/table.ts';
import { readChat, readCustomer } from './chats.ts';

/** The chats of many addresses (consistent reads, in batches). */
async function readManyChats(table: CustomerTable, chatIds: ChatId[]): Promise<Map<ChatId, Chat | undefined>> {
  const keyed = await Promise.all(chatIds.map(async (chatId) => ({ chatId, ...(await chatKey(table, chatId)) })));
  const items = await readManyItems(
    table,
    keyed.map(({ pk }) => pk),
  );
  return new Map(
    keyed.map(({ chatId, pk }) => {
      const item = items.get(pk);
      return [chatId, item && Chat.parse(item)];
    }),
  );
}

/** Of the addresses of a person, those that are asked for are read in a batch, and then those that their chats name. */
const BATCHED_ROUNDS = 2;

/** The customers behind many addresses, as `readCustomer` gives them. What the batches do not have is read one by one. */
export async function readCustomers(table: CustomerTable, chatIds: readonly ChatId[]): Promise<Map<ChatId, Customer>> {
  const chats = new Map<ChatId, Chat | undefined>();
  let asked = new Set(chatIds.flatMap(spellingsOf));
  for (let round = 0; round < BATCHED_ROUNDS; round++) {
    const found = await readManyChats(table, [...asked]);
    for (const [address, chat] of found) chats.set(address, chat);
    const aliases = [...found.values()].flatMap((chat) => [...(chat?.aliases ?? [])].flatMap(spellingsOf));
    asked = new Set(aliases.filter((alias) => !chats.has(alias)));
  }
  const read = async (address: ChatId) => (chats.has(address) ? chats.get(address) : readChat(table, address));
  const customers = [...new Set(chatIds)].map(
    async (chatId) => [chatId, await readCustomer(table, chatId, read)] as const,
  );
  return new Map(await Promise.all(customers));
}
