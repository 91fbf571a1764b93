import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Chat, type Customer, customerOf } from '../domain/customer.ts';
import type { InboundMessage } from '../domain/inbound.ts';
import type { Instant } from '../domain/instant.ts';
import type { Consent } from '../domain/intent.ts';
import type { InvitationId } from '../domain/invitation-id.ts';
import type { ChatId } from '../domain/recipient.ts';
import { identity } from './identity.ts';
import { chatKey } from './keys.ts';
import { held, type Table } from './table.ts';

const DISPLAY_NAME_LIMIT = 200;
/** A person has a phone in a few spellings and a BSUID; more addresses than this are a mistake. */
const ALIAS_LIMIT = 8;

const chatIdentity = (table: Table, chatId: ChatId, now: Instant) => identity(table, 'chat', now, { chatId });

/**
 * Renews the session window by the customer's message and remembers their display name. Returns the chat then, or
 * `undefined` if a newer message is known: an older one changes nothing.
 */
export async function recordInbound(table: Table, message: InboundMessage, now: Instant): Promise<Chat | undefined> {
  const displayName = message.displayName?.slice(0, DISPLAY_NAME_LIMIT).toWellFormed();
  const chat = chatIdentity(table, message.chatId, now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: chatKey(table.channelId, message.chatId),
    UpdateExpression: `${chat.set}, lastInboundAt = :at${displayName ? ', displayName = :displayName' : ''}`,
    ConditionExpression: 'attribute_not_exists(lastInboundAt) OR lastInboundAt < :at',
    ExpressionAttributeNames: chat.names,
    ExpressionAttributeValues: {
      ...chat.values,
      ':at': message.at,
      ...(displayName && { ':displayName': displayName }),
    },
    ReturnValues: 'ALL_NEW',
  });
  const result = await held(table.client.send(update));
  return result && Chat.parse(result.Attributes);
}

const CONSENT_FACTS = { 'opt-out': 'optedOutAt', 'opt-in': 'optedInAt' } as const satisfies Record<Consent, string>;

/** Records that a customer wants no messages (again), by the customer's own time; `false` if that was known. */
export async function recordConsent(
  table: Table,
  chatId: ChatId,
  consent: Consent,
  at: Instant,
  now: Instant,
): Promise<boolean> {
  const chat = chatIdentity(table, chatId, now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: chatKey(table.channelId, chatId),
    UpdateExpression: `${chat.set}, #fact = :at`,
    ConditionExpression: 'attribute_not_exists(#fact) OR #fact < :at',
    ExpressionAttributeNames: { ...chat.names, '#fact': CONSENT_FACTS[consent] },
    ExpressionAttributeValues: { ...chat.values, ':at': at },
  });
  return (await held(table.client.send(update))) !== undefined;
}

async function addAlias(table: Table, chatId: ChatId, alias: ChatId, now: Instant): Promise<void> {
  const chat = chatIdentity(table, chatId, now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: chatKey(table.channelId, chatId),
    UpdateExpression: `${chat.set} ADD aliases :aliases`,
    ConditionExpression: 'attribute_not_exists(aliases) OR (NOT contains(aliases, :alias) AND size(aliases) < :limit)',
    ExpressionAttributeNames: chat.names,
    ExpressionAttributeValues: {
      ...chat.values,
      ':aliases': new Set([alias]),
      ':alias': alias,
      ':limit': ALIAS_LIMIT,
    },
  });
  await held(table.client.send(update));
}

/** Remembers that two addresses are one customer, from either side. */
export async function linkAliases(table: Table, one: ChatId, other: ChatId, now: Instant): Promise<void> {
  if (one === other) return;
  await addAlias(table, one, other, now);
  await addAlias(table, other, one, now);
}

/** Remembers the language a customer asked to book in. */
export async function rememberLanguage(table: Table, chatId: ChatId, language: string, now: Instant): Promise<void> {
  const chat = chatIdentity(table, chatId, now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: chatKey(table.channelId, chatId),
    UpdateExpression: `${chat.set}, #language = :language`,
    ConditionExpression: 'attribute_not_exists(#language) OR #language <> :language',
    ExpressionAttributeNames: { ...chat.names, '#language': 'language' },
    ExpressionAttributeValues: { ...chat.values, ':language': language },
  });
  await held(table.client.send(update));
}

/** What is known under one address (consistent read), or `undefined` if nobody was ever heard of there. */
export async function readChat(table: Table, chatId: ChatId): Promise<Chat | undefined> {
  const get = new GetCommand({ TableName: table.name, Key: chatKey(table.channelId, chatId), ConsistentRead: true });
  const { Item } = await table.client.send(get);
  return Item && Chat.parse(Item);
}

/** The person behind an address (consistent reads): all addresses that are known to be theirs, and what is known there. */
async function readPerson(table: Table, chatId: ChatId): Promise<{ addresses: ChatId[]; chats: Chat[] }> {
  const seen = new Set<ChatId>([chatId]);
  const chats: Chat[] = [];
  let asked: ChatId[] = [chatId];
  while (asked.length > 0) {
    const found = await Promise.all(asked.map((address) => readChat(table, address)));
    chats.push(...found.filter((chat) => chat !== undefined));
    asked = found.flatMap((chat) => [...(chat?.aliases ?? [])]).filter((alias) => !seen.has(alias));
    asked = [...new Set(asked)].slice(0, Math.max(0, 2 * ALIAS_LIMIT - seen.size));
    for (const alias of asked) seen.add(alias);
  }
  return { addresses: [...seen], chats };
}

/** Everything known of the person behind an address (consistent reads), by whatever other addresses they have. */
export async function readCustomer(table: Table, chatId: ChatId): Promise<Customer> {
  return customerOf((await readPerson(table, chatId)).chats);
}

/** The address itself and all others that are known to be the same person's (consistent reads). */
export async function readAddresses(table: Table, chatId: ChatId): Promise<ChatId[]> {
  return (await readPerson(table, chatId)).addresses;
}

/**
 * Claims a customer's chat for one invitation, so that two wishes to book get one answer. Held again by the same
 * invitation it succeeds again. `replacing` names an earlier holder that is over and may be displaced. Returns
 * the holder: the invitation itself if the claim succeeded.
 */
export async function claimOpenInvitation(
  table: Table,
  chatId: ChatId,
  claim: { invitationId: InvitationId; now: Instant; until: Instant; replacing?: InvitationId },
): Promise<InvitationId | undefined> {
  const chat = chatIdentity(table, chatId, claim.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: chatKey(table.channelId, chatId),
    UpdateExpression: `${chat.set}, openInvitationId = :id, openUntil = :until`,
    ConditionExpression:
      'attribute_not_exists(openInvitationId) OR openUntil <= :now OR openInvitationId IN (:id, :replacing)',
    ExpressionAttributeNames: chat.names,
    ExpressionAttributeValues: {
      ...chat.values,
      ':id': claim.invitationId,
      ':until': claim.until,
      ':replacing': claim.replacing ?? claim.invitationId,
    },
  });
  if (await held(table.client.send(update))) return claim.invitationId;
  return (await readChat(table, chatId))?.openInvitationId;
}
