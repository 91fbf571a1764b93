import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Chat, type Customer, customerOf } from '../../domain/customer/customer.ts';
import type { InboundMessage } from '../../domain/customer/inbound.ts';
import type { Consent } from '../../domain/customer/intent.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { spellingsOf } from '../../domain/customer/spellings.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { identity } from '../table/items.ts';
import { chatKey } from '../table/keys.ts';
import { type CustomerTable, ifConditionHeld } from '../table/table.ts';
import { SAID_SINCE_ERASURE } from './erased.ts';

const DISPLAY_NAME_LIMIT = 200;
/** A person has a phone in a few spellings and a BSUID; more addresses than this are a mistake. */
const ALIAS_LIMIT = 8;

const presentable = (displayName: string | undefined) => displayName?.slice(0, DISPLAY_NAME_LIMIT).toWellFormed();

export const chatIdentity = (table: CustomerTable, chatId: ChatId, now: Instant) =>
  identity(table, 'chat', now, { chatId });

/**
 * Renews the session window by the customer's message and remembers their display name. Returns the chat then, or
 * `undefined` if a newer message is known, or the customer was erased since: an older one changes nothing.
 */
export async function recordInbound(
  table: CustomerTable,
  message: InboundMessage,
  now: Instant,
): Promise<Chat | undefined> {
  const displayName = presentable(message.displayName);
  const chat = chatIdentity(table, message.chatId, now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, message.chatId),
    UpdateExpression: `${chat.set}, lastInboundAt = :at${displayName ? ', displayName = :displayName' : ''}`,
    ConditionExpression: `(attribute_not_exists(lastInboundAt) OR lastInboundAt < :at) AND ${SAID_SINCE_ERASURE}`,
    ExpressionAttributeNames: chat.names,
    ExpressionAttributeValues: {
      ...chat.values,
      ':at': message.at,
      ...(displayName && { ':displayName': displayName }),
    },
    ReturnValues: 'ALL_NEW',
  });
  const result = await ifConditionHeld(table.client.send(update));
  return result && Chat.parse(result.Attributes);
}

const CONSENT_FACTS = { 'opt-out': 'optedOutAt', 'opt-in': 'optedInAt' } as const satisfies Record<Consent, string>;

/**
 * Records that a customer wants no messages (again), by the customer's own time; `false` if that was known, or the
 * customer was erased since.
 */
export async function recordConsent(
  table: CustomerTable,
  chatId: ChatId,
  consent: Consent,
  at: Instant,
  now: Instant,
): Promise<boolean> {
  const chat = chatIdentity(table, chatId, now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression: `${chat.set}, #fact = :at`,
    ConditionExpression: `(attribute_not_exists(#fact) OR #fact < :at) AND ${SAID_SINCE_ERASURE}`,
    ExpressionAttributeNames: { ...chat.names, '#fact': CONSENT_FACTS[consent] },
    ExpressionAttributeValues: { ...chat.values, ':at': at },
  });
  return (await ifConditionHeld(table.client.send(update))) !== undefined;
}

/** When it became known that something is so, and when it is written down. */
type Times = { at: Instant; now: Instant };

/** Adds one direction of a link; `false` if the customer was erased since it became known. */
async function addAlias(table: CustomerTable, chatId: ChatId, alias: ChatId, { at, now }: Times): Promise<boolean> {
  const chat = chatIdentity(table, chatId, now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression: `${chat.set} ADD aliases :aliases`,
    ConditionExpression:
      '(attribute_not_exists(aliases) OR (NOT contains(aliases, :alias) AND size(aliases) < :limit)) AND ' +
      SAID_SINCE_ERASURE,
    ExpressionAttributeNames: chat.names,
    ExpressionAttributeValues: {
      ...chat.values,
      ':aliases': new Set([alias]),
      ':alias': alias,
      ':limit': ALIAS_LIMIT,
      ':at': at,
    },
  });
  return (await ifConditionHeld(table.client.send(update))) !== undefined || !(await wasErasedSince(table, chatId, at));
}

/**
 * Remembers that two addresses are one customer, from either side, unless that customer was erased since. The first
 * one's side is written last: where it stands, both do.
 */
export async function linkAliases(table: CustomerTable, one: ChatId, other: ChatId, times: Times): Promise<void> {
  if (one === other) return;
  if (await addAlias(table, other, one, times)) await addAlias(table, one, other, times);
}

async function removeAlias(table: CustomerTable, chatId: ChatId, alias: ChatId): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression: 'DELETE aliases :aliases',
    ConditionExpression: 'contains(aliases, :alias)',
    ExpressionAttributeValues: { ':aliases': new Set([alias]), ':alias': alias },
  });
  await ifConditionHeld(table.client.send(update));
}

/** Forgets that two addresses are one customer. The first one's side goes last: while it stands, a repeat is due. */
export async function unlinkAliases(table: CustomerTable, one: ChatId, other: ChatId): Promise<void> {
  await removeAlias(table, other, one);
  await removeAlias(table, one, other);
}

/**
 * Remembers the language a customer asked to book in, and their name if none is known yet: the invitation that answers
 * their wish may go out before anything else is remembered of them.
 */
export async function rememberForAnswer(
  table: CustomerTable,
  { chatId, at, displayName }: InboundMessage,
  language: string | undefined,
  now: Instant,
): Promise<void> {
  const name = presentable(displayName);
  if (!name && !language) return;
  const chat = chatIdentity(table, chatId, now);
  const languageNews = 'attribute_not_exists(#language) OR #language <> :language';
  const news = [...(language ? [languageNews] : []), ...(name ? ['attribute_not_exists(displayName)'] : [])];
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression:
      chat.set +
      (language ? ', #language = :language' : '') +
      (name ? ', displayName = if_not_exists(displayName, :name)' : ''),
    ConditionExpression: `(${news.join(' OR ')}) AND ${SAID_SINCE_ERASURE}`,
    ExpressionAttributeNames: { ...chat.names, ...(language && { '#language': 'language' }) },
    ExpressionAttributeValues: {
      ...chat.values,
      ':at': at,
      ...(language && { ':language': language }),
      ...(name && { ':name': name }),
    },
  });
  await ifConditionHeld(table.client.send(update));
}

/** What is known under one address (consistent read), or `undefined` if nobody was ever heard of there. */
export async function readChat(table: CustomerTable, chatId: ChatId): Promise<Chat | undefined> {
  const get = new GetCommand({ TableName: table.name, Key: await chatKey(table, chatId), ConsistentRead: true });
  const { Item } = await table.client.send(get);
  return Item && Chat.parse(Item);
}

/** Whether the customer behind an address was erased at or after `at`. */
export async function wasErasedSince(table: CustomerTable, chatId: ChatId, at: Instant): Promise<boolean> {
  const erasedAt = (await readChat(table, chatId))?.erasedAt;
  return erasedAt !== undefined && at <= erasedAt;
}

/**
 * The person behind an address (consistent reads): all addresses known to be theirs, a phone in each of its spellings,
 * and what is known there.
 */
export async function readPerson(table: CustomerTable, chatId: ChatId): Promise<Map<ChatId, Chat | undefined>> {
  const person = new Map<ChatId, Chat | undefined>();
  let asked: ChatId[] = spellingsOf(chatId);
  while (asked.length > 0) {
    const found = await Promise.all(asked.map((address) => readChat(table, address)));
    for (const [index, address] of asked.entries()) person.set(address, found[index]);
    const aliases = found.flatMap((chat) => [...(chat?.aliases ?? [])].flatMap(spellingsOf));
    asked = [...new Set(aliases)]
      .filter((alias) => !person.has(alias))
      .slice(0, Math.max(0, 2 * ALIAS_LIMIT - person.size));
  }
  return person;
}

/** Everything known of the person behind an address (consistent reads), by whatever other addresses they have. */
export async function readCustomer(table: CustomerTable, chatId: ChatId): Promise<Customer> {
  const chats = [...(await readPerson(table, chatId)).values()];
  return customerOf(chats.filter((chat) => chat !== undefined));
}

/** The address itself and all others that are known to be the same person's (consistent reads). */
export async function readAddresses(table: CustomerTable, chatId: ChatId): Promise<ChatId[]> {
  return [...(await readPerson(table, chatId)).keys()];
}
