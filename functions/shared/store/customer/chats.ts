import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Chat, type Correction, type Customer, customerOf } from '../../domain/customer/customer.ts';
import type { InboundMessage } from '../../domain/customer/inbound.ts';
import type { Consent } from '../../domain/customer/intent.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { spellingsOf } from '../../domain/customer/spellings.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { identity, readAs } from '../table/items.ts';
import { chatKey } from '../table/keys.ts';
import { type CustomerTable, ifConditionHeld, wasWritten, writtenAs } from '../table/table.ts';
import { SAID_SINCE_ERASURE } from './erased.ts';

const DISPLAY_NAME_LIMIT = 200;
/** A person has a BSUID and a phone in a few spellings, so more addresses are an error. */
const ALIAS_LIMIT = 8;

export const presentable = (displayName: string | undefined) =>
  displayName?.slice(0, DISPLAY_NAME_LIMIT).toWellFormed();

export const chatIdentity = (table: CustomerTable, chatId: ChatId, now: Instant) =>
  identity(table, 'chat', now, { chatId });

/**
 * Renews the session window and stores the customer's display name. Returns the chat, or `undefined` without a change
 * if a newer message is recorded or the customer was erased after this one.
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
  return writtenAs(table.client.send(update), Chat);
}

const CONSENT_FACTS = { 'opt-out': 'optedOutAt', 'opt-in': 'optedInAt' } as const satisfies Record<Consent, string>;

/** The condition that the customer did not say the same later. */
const SAID_LAST = '(attribute_not_exists(#fact) OR #fact < :at)';

/**
 * Records an opt-out or opt-in at the time of the customer's message. Returns `false` if it is not newer than the
 * recorded one, or the customer was erased since.
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
    ConditionExpression: `${SAID_LAST} AND ${SAID_SINCE_ERASURE}`,
    ExpressionAttributeNames: { ...chat.names, '#fact': CONSENT_FACTS[consent] },
    ExpressionAttributeValues: { ...chat.values, ':at': at },
  });
  return wasWritten(table.client.send(update));
}

/** `at`: when the provider reported the link. `now`: when it is stored. */
type Times = { at: Instant; now: Instant };

/** Adds one direction of a link. Returns `false` if the customer was erased at or after `at`. */
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
  return (await wasWritten(table.client.send(update))) || !(await wasErasedSince(table, chatId, at));
}

/**
 * Links two addresses of one customer in both directions, unless the customer was erased since. `one` is written last,
 * so that an alias on it means that both directions are stored.
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

/** Removes the link of two addresses. The alias on `one` is removed last, so that a crashed run can be repeated. */
export async function unlinkAliases(table: CustomerTable, one: ChatId, other: ChatId): Promise<void> {
  await removeAlias(table, other, one);
  await removeAlias(table, one, other);
}

/**
 * Stores the language in which a customer asked to book, and their name if none is stored. The invitation that answers
 * them may be sent before their message is recorded.
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

/** The condition that staff did not correct a chat again since it was read with so many corrections. */
export const asCorrected = (corrections: number | undefined): string =>
  corrections === undefined ? 'attribute_not_exists(corrections)' : 'corrections = :corrections';

/**
 * Stores the language in which staff say that a customer reads, unless the customer was erased since. `corrections`: as the
 * chat was read. `false` if staff corrected it since, or the customer was erased.
 */
export async function correctLanguage(
  table: CustomerTable,
  chatId: ChatId,
  language: string,
  correction: Correction,
  corrections: number | undefined,
): Promise<boolean> {
  const { at } = correction;
  const chat = chatIdentity(table, chatId, at);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression: `${chat.set}, #language = :language, correction = :correction ADD corrections :one`,
    ConditionExpression: `${SAID_SINCE_ERASURE} AND ${asCorrected(corrections)}`,
    ExpressionAttributeNames: { ...chat.names, '#language': 'language' },
    ExpressionAttributeValues: {
      ...chat.values,
      ':language': language,
      ':correction': correction,
      ':at': at,
      ':one': 1,
      ...(corrections !== undefined && { ':corrections': corrections }),
    },
  });
  return wasWritten(table.client.send(update));
}

/** The chat of one address (consistent read), or `undefined` if there is none. */
export async function readChat(table: CustomerTable, chatId: ChatId): Promise<Chat | undefined> {
  return readAs(table, await chatKey(table, chatId), Chat);
}

/** Whether the customer behind an address was erased at or after `at`. */
export async function wasErasedSince(table: CustomerTable, chatId: ChatId, at: Instant): Promise<boolean> {
  const erasedAt = (await readChat(table, chatId))?.erasedAt;
  return erasedAt !== undefined && at <= erasedAt;
}

/**
 * All known addresses of a person, with a phone in each of its spellings, and the chat of each (consistent reads).
 * @param read has the chats that the caller read before
 */
export async function readPerson(
  table: CustomerTable,
  chatId: ChatId,
  read = (address: ChatId) => readChat(table, address),
): Promise<Map<ChatId, Chat | undefined>> {
  const person = new Map<ChatId, Chat | undefined>();
  let asked: ChatId[] = spellingsOf(chatId);
  while (asked.length > 0) {
    const found = await Promise.all(asked.map(read));
    for (const [index, address] of asked.entries()) person.set(address, found[index]);
    const aliases = found.flatMap((chat) => [...(chat?.aliases ?? [])].flatMap(spellingsOf));
    asked = [...new Set(aliases)]
      .filter((alias) => !person.has(alias))
      .slice(0, Math.max(0, 2 * ALIAS_LIMIT - person.size));
  }
  return person;
}

/** The customer, from the chats of all their known addresses (consistent reads). */
export async function readCustomer(...person: Parameters<typeof readPerson>): Promise<Customer> {
  const chats = [...(await readPerson(...person)).values()];
  return customerOf(chats.filter((chat) => chat !== undefined));
}

/** The address and all other known addresses of the same person (consistent reads). */
export async function readAddresses(table: CustomerTable, chatId: ChatId): Promise<ChatId[]> {
  return [...(await readPerson(table, chatId)).keys()];
}
