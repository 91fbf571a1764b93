import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Chat } from '../../domain/customer/customer.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { Instant } from '../../domain/time/instant.ts';
import { chatKey } from '../table/keys.ts';
import { type CustomerTable, ifConditionHeld } from '../table/table.ts';

/** How far an erasure that could not be ended in one go has come: the unmatched are looked through to this day. */
const Progress = z.object({ unmatchedSeenTo: z.optional(Instant) });

/**
 * Has nothing that was said at an address up to `at` take effect any more, whether or not anybody was heard of there.
 * The person's other addresses are noted with it until the end: a repeat finds them here. Answers how far an earlier
 * run came.
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

/** Notes that the unmatched are looked through to the end of the day that begins then. */
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

/** What a person last said of wanting messages, under whatever address. */
export type ConsentFacts = Pick<Chat, 'optedOutAt' | 'optedInAt'>;

const asSeen = (name: keyof ConsentFacts, seen: Chat | undefined) =>
  seen?.[name] ? `${name} = :${name}` : `attribute_not_exists(${name})`;

/**
 * Blanks what is known under an address, all but whether they want messages: what the person last said of that under
 * any address holds for each. `false` if they said something since they were seen.
 */
export async function writeChatTombstone(
  table: CustomerTable,
  chatId: ChatId,
  seen: Chat | undefined,
  consent: ConsentFacts,
  erasedAt: Instant,
): Promise<boolean> {
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
    ConditionExpression: `${asSeen('optedOutAt', seen)} AND ${asSeen('optedInAt', seen)}`,
    ...(seen &&
      (seen.optedOutAt || seen.optedInAt) && {
        ExpressionAttributeValues: {
          ...(seen.optedOutAt && { ':optedOutAt': seen.optedOutAt }),
          ...(seen.optedInAt && { ':optedInAt': seen.optedInAt }),
        },
      }),
  });
  return (await ifConditionHeld(table.client.send(put))) !== undefined;
}
