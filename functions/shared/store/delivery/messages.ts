import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { HistoryEntry } from '../../domain/booking/booking-history.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { type Carrier, DELIVERY_FACTS, Message, MessageId, type StatusReport } from '../../domain/delivery/delivery.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { ErasedItem, isErased, NOT_ERASED } from '../customer/erased.ts';
import { BATCH, identity, readItems } from '../table/items.ts';
import { customerAttribute, dueAttributes, messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** A completion without a token waits on the message it answers, under its own message id, until the link is known. */
const WAITING = 'waiting#';

/** A message item read back: the message, and the completions that wait for it to be linked. */
export type StoredMessage = { message: Message; waiting: { id: MessageId; entry: HistoryEntry }[] };

function parseMessage(item: Record<string, unknown>): StoredMessage {
  const waiting = Object.entries(item)
    .filter(([name]) => name.startsWith(WAITING))
    .map(([name, entry]) => ({
      id: MessageId.parse(name.slice(WAITING.length)),
      entry: HistoryEntry.parse(entry),
    }));
  return { message: Message.parse(item), waiting };
}

const ReturnedItem = z.record(z.string(), z.unknown());

/** Whoever hears of a message first creates its item: the status, the link, the echo, the completion that waits. */
export const messageIdentity = (table: Table, messageId: MessageId, now: Instant) =>
  identity(table, 'message', now, { messageId });

/**
 * Records one status, whether or not the message is known to be ours. The earliest time the provider gave is kept; a
 * time of receipt only stands in until one is reported, so the same reports leave the same facts in any order.
 * One write, no read. Returns `undefined` if there was nothing new, or its customer was erased. Of a failure, which asks
 * for a reaction, it also returns the message then; what nobody looks at is neither sent nor read.
 */
export async function recordStatus(
  table: Table,
  { messageId, status, at, failure, reportedAs }: StatusReport,
  times: { now: Instant; expiresAt: Instant },
): Promise<{ failed?: Message } | undefined> {
  const fact = DELIVERY_FACTS[status];
  const item = messageIdentity(table, messageId, times.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: messageKey(table.channelId, messageId),
    UpdateExpression:
      `${item.set}, #fact = :at, expiresAt = if_not_exists(expiresAt, :expiresAt)` +
      (failure ? ', failure = :failure' : '') +
      (at ? ' REMOVE #timeOfReceipt' : ', #timeOfReceipt = :true') +
      (reportedAs.length > 0 ? ' ADD reportedAs :reportedAs' : ''),
    ConditionExpression: at
      ? `(attribute_not_exists(#fact) OR attribute_exists(#timeOfReceipt) OR #fact > :at) AND ${NOT_ERASED}`
      : `attribute_not_exists(#fact) AND ${NOT_ERASED}`,
    ExpressionAttributeNames: { ...item.names, '#fact': fact, '#timeOfReceipt': `${fact}IsTimeOfReceipt` },
    ExpressionAttributeValues: {
      ...item.values,
      ':at': at ?? times.now,
      ':expiresAt': epochSeconds(times.expiresAt),
      ...(failure && { ':failure': failure }),
      ...(reportedAs.length > 0 && { ':reportedAs': new Set(reportedAs) }),
      ...(!at && { ':true': true }),
    },
    ReturnValues: status === 'failed' ? 'ALL_NEW' : 'NONE',
  });
  const result = await ifConditionHeld(table.client.send(update));
  return result && (status === 'failed' ? { failed: Message.parse(result.Attributes) } : {});
}

/**
 * Says which invitation a message carried, and makes what was reported of it permanent. Returns the message then
 * (with whatever waited for the link), or `undefined` if it was linked before or its customer was erased. Where the
 * invitation does not name the message yet, the link makes the message itself due at `dueAt`: whoever wrote it may end.
 */
export async function linkMessage(
  table: Table,
  link: { messageId: MessageId; invitationId: InvitationId; carrier: Carrier; chatId: ChatId },
  times: { now: Instant; expiresAt: Instant; dueAt?: Instant },
): Promise<StoredMessage | undefined> {
  const key = messageKey(table.channelId, link.messageId);
  const item = messageIdentity(table, link.messageId, times.now);
  const due = times.dueAt && dueAttributes(key.pk, times.dueAt);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression:
      `${item.set}, invitationId = :invitationId, carrier = :carrier, chatId = :chatId, linkedAt = :now, ` +
      `expiresAt = :expiresAt${due ? ', duePartition = :duePartition, dueAt = :dueAt' : ''}`,
    ConditionExpression: `attribute_not_exists(invitationId) AND ${NOT_ERASED}`,
    ExpressionAttributeNames: item.names,
    ExpressionAttributeValues: {
      ...item.values,
      ':invitationId': link.invitationId,
      ':carrier': link.carrier,
      ':chatId': link.chatId,
      ':expiresAt': epochSeconds(times.expiresAt),
      ...(due && { ':duePartition': due.duePartition, ':dueAt': due.dueAt }),
    },
    ReturnValues: 'ALL_NEW',
  });
  const result = await ifConditionHeld(table.client.send(update));
  return result && parseMessage(ReturnedItem.parse(result.Attributes));
}

/** The message of a key as it is now, or what is left of it (consistent read), or `undefined` if none was heard of. */
export async function findMessage(
  table: Table,
  { pk }: { pk: string },
): Promise<StoredMessage | ErasedItem | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk }, ConsistentRead: true }),
  );
  if (isErased(Item)) return ErasedItem.parse(Item);
  return Item && parseMessage(Item);
}

/** The message as it is now (consistent read), or `undefined` if none was heard of, or its customer was erased. */
export async function readMessage(table: Table, messageId: MessageId): Promise<StoredMessage | undefined> {
  const found = await findMessage(table, messageKey(table.channelId, messageId));
  return isErased(found) ? undefined : found;
}

/** Those of the messages that are in the table, in the order asked for. */
export async function readMessages(table: Table, messageIds: MessageId[]): Promise<Message[]> {
  const stored = await Promise.all(messageIds.map((messageId) => readMessage(table, messageId)));
  return stored.flatMap((one) => one?.message ?? []);
}

/** The same for any number of messages, in batches. */
export async function readManyMessages(table: Table, messageIds: MessageId[]): Promise<Map<MessageId, Message>> {
  const keys = messageIds.map((messageId) => messageKey(table.channelId, messageId).pk);
  const batches: string[][] = [];
  for (let start = 0; start < keys.length; start += BATCH) batches.push(keys.slice(start, start + BATCH));
  const found = await Promise.all(batches.map((batch) => readItems(table, batch)));
  const items = found.flatMap((batch) => [...batch.values()]).filter((item) => !isErased(item));
  return new Map(items.map((item) => Message.parse(item)).map((message) => [message.messageId, message]));
}

/**
 * Keeps a completion on the message it answers until that is linked, due at `dueAt`, and findable by the customer who
 * sent it. Other people's statuses on the message live for hours only: the completion keeps it alive. `false` if the
 * message is linked already, or its customer was erased.
 */
export async function keepWaiting(
  table: Table,
  answered: MessageId,
  completion: { id: MessageId; entry: HistoryEntry; chatId: ChatId },
  times: { now: Instant; dueAt: Instant; expiresAt: Instant },
): Promise<boolean> {
  const key = messageKey(table.channelId, answered);
  const { duePartition, dueAt } = dueAttributes(key.pk, times.dueAt);
  const item = messageIdentity(table, answered, times.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression:
      `${item.set}, #waiting = if_not_exists(#waiting, :entry), duePartition = :duePartition, dueAt = :dueAt, ` +
      'customer = if_not_exists(customer, :customer), expiresAt = :expiresAt',
    ConditionExpression: `attribute_not_exists(invitationId) AND ${NOT_ERASED}`,
    ExpressionAttributeNames: { ...item.names, '#waiting': `${WAITING}${completion.id}` },
    ExpressionAttributeValues: {
      ...item.values,
      ':entry': completion.entry,
      ':customer': customerAttribute(table.channelId, completion.chatId).customer,
      ':duePartition': duePartition,
      ':dueAt': dueAt,
      ':expiresAt': epochSeconds(times.expiresAt),
    },
  });
  return (await ifConditionHeld(table.client.send(update))) !== undefined;
}

/**
 * Forgets completions that found their invitation, or that nobody waits for any longer, as `unlinked` says; the message
 * is no longer due for them. One that is not linked must be due as it was `seen`: else another completion came to wait
 * meanwhile, or the link that all of them wait for, and everything stays due.
 */
export async function clearWaiting(
  table: Table,
  { message, waiting }: StoredMessage,
  unlinked?: { seen: Instant },
): Promise<void> {
  const names = Object.fromEntries(waiting.map(({ id }, index) => [`#w${index}`, `${WAITING}${id}`]));
  const update = new UpdateCommand({
    TableName: table.name,
    Key: messageKey(table.channelId, message.messageId),
    UpdateExpression: `REMOVE duePartition, dueAt, ${Object.keys(names).join(', ')}`,
    ConditionExpression: unlinked
      ? 'dueAt = :seen AND attribute_not_exists(invitationId)'
      : 'attribute_exists(invitationId)',
    ExpressionAttributeNames: names,
    ...(unlinked && { ExpressionAttributeValues: { ':seen': unlinked.seen } }),
  });
  await ifConditionHeld(table.client.send(update));
}
