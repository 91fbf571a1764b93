import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { InboundMessage } from '../domain/inbound.ts';
import { Instant } from '../domain/instant.ts';
import { ChatId } from '../domain/recipient.ts';
import { chatKey } from './keys.ts';
import { held, type Table } from './table.ts';

/** What is known of one customer on the channel. */
export const Chat = z.object({
  chatId: ChatId,
  channelId: z.string(),
  createdAt: Instant,
  lastInboundAt: z.optional(Instant),
  displayName: z.optional(z.string()),
});
export type Chat = z.infer<typeof Chat>;

const DISPLAY_NAME_LIMIT = 200;

/**
 * Renews the session window by the customer's message and remembers their display name. A message older than the
 * newest known changes nothing; `false` then.
 */
export async function recordInbound(table: Table, message: InboundMessage, now: Instant): Promise<boolean> {
  const displayName = message.displayName?.slice(0, DISPLAY_NAME_LIMIT);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: chatKey(table.channelId, message.chatId),
    UpdateExpression:
      'SET #type = :type, chatId = :chatId, channelId = :channelId, createdAt = if_not_exists(createdAt, :now), ' +
      `lastInboundAt = :at${displayName ? ', displayName = :displayName' : ''}`,
    ConditionExpression: 'attribute_not_exists(lastInboundAt) OR lastInboundAt < :at',
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: {
      ':type': 'chat',
      ':chatId': message.chatId,
      ':channelId': table.channelId,
      ':now': now,
      ':at': message.at,
      ...(displayName && { ':displayName': displayName }),
    },
  });
  return (await held(table.client.send(update))) !== undefined;
}

/** What is known of a customer (consistent read), or `undefined` if they were never heard of. */
export async function readChat(table: Table, chatId: ChatId): Promise<Chat | undefined> {
  const get = new GetCommand({ TableName: table.name, Key: chatKey(table.channelId, chatId), ConsistentRead: true });
  const { Item } = await table.client.send(get);
  return Item && Chat.parse(Item);
}
