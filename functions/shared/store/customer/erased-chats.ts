import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Chat } from '../../domain/customer/customer.ts';
import type { InboundMessage } from '../../domain/customer/inbound.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { Instant } from '../../domain/time/instant.ts';
import { chatKey } from '../table/keys.ts';
import { type CustomerTable, ifConditionHeld, wasWritten } from '../table/table.ts';
import { wasErasedSince } from './chats.ts';
import { foundAsRead } from './name-index.ts';

/** The day up to which an unfinished erasure has searched the unmatched items. */
const Progress = z.object({ unmatchedSeenTo: z.optional(Instant) });

/**
 * Ignores everything dated up to `at` for an address, known or not. The person's `others` are stored with it, so that a
 * repeated erasure finds them. Returns how far an earlier run came.
 */
export async function markErased(
  table: CustomerTable,
  chatId: ChatId,
  at: Instant,
  others: ChatId[] = [],
): Promise<z.infer<typeof Progress>> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression:
      'SET #type = :type, channelId = :channelId, createdAt = if_not_exists(createdAt, :at), erasedAt = :at' +
      (others.length > 0 ? ' ADD aliases :others' : ''),
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: {
      ':type': 'chat',
      ':channelId': table.channelId,
      ':at': at,
      ...(others.length > 0 && { ':others': new Set(others) }),
    },
    ReturnValues: 'ALL_NEW',
  });
  const { Attributes } = await table.client.send(update);
  return Progress.parse(Attributes);
}

/** Stores that the unmatched items are searched to the end of the day that begins at `day`. */
export async function noteSeen(table: CustomerTable, chatId: ChatId, day: Instant): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression: 'SET unmatchedSeenTo = :day',
    ConditionExpression: 'attribute_exists(erasedAt)',
    ExpressionAttributeValues: { ':day': day },
  });
  await ifConditionHeld(table.client.send(update));
}

/** The latest opt-out and opt-in of a person under any address. */
export type ConsentFacts = Pick<Chat, 'optedOutAt' | 'optedInAt'>;

const asSeen = (name: keyof ConsentFacts, seen: Chat | undefined) =>
  seen?.[name] ? `${name} = :${name}` : `attribute_not_exists(${name})`;

/**
 * Blanks a chat, except for the person's latest opt-out or opt-in. Returns `false` if that changed since `seen` was
 * read, or the names by which the customer is found.
 */
export async function writeChatTombstone(
  table: CustomerTable,
  chatId: ChatId,
  seen: Chat | undefined,
  consent: ConsentFacts,
  erasedAt: Instant,
): Promise<boolean> {
  const names = foundAsRead(seen?.foundAs);
  const values = {
    ...(seen?.optedOutAt && { ':optedOutAt': seen.optedOutAt }),
    ...(seen?.optedInAt && { ':optedInAt': seen.optedInAt }),
    ...names.values,
  };
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...(await chatKey(table, chatId)),
      type: 'chat',
      channelId: table.channelId,
      createdAt: seen?.createdAt ?? erasedAt,
      erasedAt,
      ...consent,
    },
    ConditionExpression: `${asSeen('optedOutAt', seen)} AND ${asSeen('optedInAt', seen)} AND ${names.condition}`,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  });
  return wasWritten(table.client.send(put));
}

/** Whether the sender of a message was erased at or after its time, under any address it names. */
export async function wasSenderErasedSince(
  table: CustomerTable,
  { chatId, alias, at }: Pick<InboundMessage, 'chatId' | 'alias' | 'at'>,
): Promise<boolean> {
  const addresses = alias ? [chatId, alias] : [chatId];
  return (await Promise.all(addresses.map((address) => wasErasedSince(table, address, at)))).some(Boolean);
}
