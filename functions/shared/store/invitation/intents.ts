import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Intent } from '../../domain/customer/intent.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { customerAttribute, intentKey } from '../table/keys.ts';
import { type Table, wasWritten } from '../table/table.ts';

/** Keeps one inbound message that asked to book; `false` if it is known already. */
export async function keepIntent(
  table: Table,
  intent: Intent,
  times: { now: Instant; expiresAt: Instant },
): Promise<boolean> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...intentKey(table.channelId, intent.messageId),
      type: 'intent',
      ...intent,
      createdAt: times.now,
      ...customerAttribute(table.channelId, intent.chatId),
      expiresAt: epochSeconds(times.expiresAt),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return wasWritten(table.client.send(put));
}
