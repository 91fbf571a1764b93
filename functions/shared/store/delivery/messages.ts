import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { CompletionEntry } from '../../domain/booking/booking-history.ts';
import { ChatId } from '../../domain/customer/recipient.ts';
import { type Carrier, DELIVERY_FACTS, Message, MessageId, type StatusReport } from '../../domain/delivery/delivery.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { ErasedItem, isErased, NOT_ERASED } from '../customer/erased.ts';
import { CONSISTENT, identity, readItem, readManyItems } from '../table/items.ts';
import { dueAttributes, messageKey } from '../table/keys.ts';
import { heldOrItem, ifConditionHeld, SHOWS_ITEM, type Table } from '../table/table.ts';

/** Prefix of an attribute with a completion without a token, which waits on the message it answers to be linked. */
export const WAITING_FORM = 'waiting#';

/** Prefix of an attribute with a tap on a button of the message, which waits for it to be linked. */
export const WAITING_TAP = 'tap#';

/** A completion as it waits, with the address it came from; earlier releases did not keep that. */
const WaitingForm = z.extend(CompletionEntry, { chatId: z.optional(ChatId) });

/** A completion that waits, under the id of the message that brought it. */
export type WaitingCompletion = { id: MessageId; entry: CompletionEntry; chatId?: ChatId | undefined };

/** A stored message, and the completions and taps that wait for it to be linked. */
export type StoredMessage = {
  message: Message;
  waiting: WaitingCompletion[];
  taps: MessageId[];
};

const idsUnder = (prefix: string, item: Record<string, unknown>): MessageId[] =>
  Object.keys(item).flatMap((name) => (name.startsWith(prefix) ? [MessageId.parse(name.slice(prefix.length))] : []));

/** Reads the item of a message with what waits on it. */
export function parseMessage(item: Record<string, unknown>): StoredMessage {
  const waiting = idsUnder(WAITING_FORM, item).map((id) => {
    const { chatId, ...entry } = WaitingForm.parse(item[`${WAITING_FORM}${id}`]);
    return { id, entry, chatId };
  });
  return { message: Message.parse(item), waiting, taps: idsUnder(WAITING_TAP, item) };
}

const ReturnedItem = z.record(z.string(), z.unknown());

/** What says of a message what it is about. */
const LINKS = ['invitationId', 'tells', 'buttons', 'toStaff'] as const;

/** The condition of a message of which nobody knows yet what it is about. */
export const NOT_LINKED = LINKS.map((name) => `attribute_not_exists(${name})`).join(' AND ');

export const isLinked = (message: Message): boolean => LINKS.some((name) => message[name] !== undefined);

/** The attributes that identify a message. The first write creates the item: status, link, echo or completion. */
export const messageIdentity = (table: Table, messageId: MessageId, now: Instant) =>
  identity(table, 'message', now, { messageId });

/** The condition that no earlier time of a fact was reported. The time of receipt only stands in for one. */
const EARLIEST_SO_FAR = '(attribute_not_exists(#fact) OR attribute_exists(#timeOfReceipt) OR #fact > :at)';

/**
 * Records one status of any message, in one write without a read. Keeps the earliest time that the provider gave, and
 * uses the time of receipt until one is reported. So the order of the reports does not matter. Nothing is new of a repeat
 * and of a customer who was erased. Returns the message as it is then, also for a repeat: the run that recorded the status
 * may have crashed before what follows from it. For `sent`, from which nothing follows, no message is returned, nor for
 * an erased customer.
 */
export async function recordStatus(
  table: Table,
  { messageId, status, at, failure, reportedAs }: StatusReport,
  times: { now: Instant; expiresAt: Instant },
): Promise<{ isNew: boolean; message?: Message }> {
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
    ConditionExpression: at ? `${EARLIEST_SO_FAR} AND ${NOT_ERASED}` : `attribute_not_exists(#fact) AND ${NOT_ERASED}`,
    ExpressionAttributeNames: { ...item.names, '#fact': fact, '#timeOfReceipt': `${fact}IsTimeOfReceipt` },
    ExpressionAttributeValues: {
      ...item.values,
      ':at': at ?? times.now,
      ':expiresAt': epochSeconds(times.expiresAt),
      ...(failure && { ':failure': failure }),
      ...(reportedAs.length > 0 && { ':reportedAs': new Set(reportedAs) }),
      ...(!at && { ':true': true }),
    },
    ...(status !== 'sent' && { ReturnValues: 'ALL_NEW', ...SHOWS_ITEM }),
  });
  const written = await heldOrItem(table.client.send(update));
  const isNew = 'held' in written;
  const stored = isNew ? written.held.Attributes : written.item;
  return { isNew, ...(stored && !isErased(stored) && { message: Message.parse(stored) }) };
}

/**
 * Records that the customer tapped a button under a stored message; of several taps the earliest stays. Returns the message
 * as it is then, also for a repeat; `undefined` if it is not stored or the customer was erased.
 */
export async function recordTapped(table: Table, messageId: MessageId, at: Instant): Promise<Message | undefined> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: messageKey(table.channelId, messageId),
    UpdateExpression: 'SET tappedAt = :at',
    ConditionExpression: `attribute_exists(messageId) AND (attribute_not_exists(tappedAt) OR tappedAt > :at) AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ':at': at },
    ReturnValues: 'ALL_NEW',
    ...SHOWS_ITEM,
  });
  const written = await heldOrItem(table.client.send(update));
  const stored = 'held' in written ? written.held.Attributes : written.item;
  return stored && !isErased(stored) ? Message.parse(stored) : undefined;
}

/**
 * Links a message to its invitation and keeps its statuses as `expiresAt` says. Returns the linked message with
 * its waiting completions, or `undefined` if it was linked before or its customer was erased. `dueAt` makes the message
 * itself due: for a link written before the invitation names the message, as the run may crash in between.
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

/** The message or tombstone under a key (consistent read), or `undefined` if there is none. */
export async function findMessage(table: Table, key: { pk: string }): Promise<StoredMessage | ErasedItem | undefined> {
  const item = await readItem(table, key);
  if (isErased(item)) return ErasedItem.parse(item);
  return item && parseMessage(item);
}

/** The message (consistent read), or `undefined` if it is not stored or its customer was erased. */
export async function readMessage(table: Table, messageId: MessageId): Promise<StoredMessage | undefined> {
  const found = await findMessage(table, messageKey(table.channelId, messageId));
  return isErased(found) ? undefined : found;
}

/** The messages that are stored, in the order of their ids. */
export async function readMessages(table: Table, messageIds: MessageId[]): Promise<Message[]> {
  const stored = await Promise.all(messageIds.map((messageId) => readMessage(table, messageId)));
  return stored.flatMap((one) => one?.message ?? []);
}

/** The messages that are stored, by id; reads any number of them in batches. */
export async function readManyMessages(
  table: Table,
  messageIds: MessageId[],
  reading = CONSISTENT,
): Promise<Map<MessageId, Message>> {
  const keys = messageIds.map((messageId) => messageKey(table.channelId, messageId).pk);
  const items = [...(await readManyItems(table, keys, reading)).values()].filter((item) => !isErased(item));
  return new Map(items.map((item) => Message.parse(item)).map((message) => [message.messageId, message]));
}
