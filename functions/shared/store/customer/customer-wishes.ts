import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import type { CustomerWish } from '../../domain/wishes/wish.ts';
import { customerAttribute, customerWishKey, worklistAttributes } from '../table/keys.ts';
import { type CustomerTable, wasWritten } from '../table/table.ts';

/**
 * Keeps a wish for a person: one item for each chat, wish and UTC day, with the earliest message of the day, or the
 * earliest since an answer. Returns `false` if that message or an earlier one is kept already, or the customer was erased
 * since.
 */
export async function keepCustomerWish(
  table: CustomerTable,
  wish: CustomerWish,
  times: { now: Instant; expiresAt: Instant },
): Promise<boolean> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...(await customerWishKey(table, wish)),
      type: 'question',
      ...wish,
      createdAt: times.now,
      ...customerAttribute(table.channelId, wish.chatId),
      ...worklistAttributes(table.channelId, 'question', wish.at),
      expiresAt: epochSeconds(times.expiresAt),
    },
    // A tombstone has no `at`: what a customer writes after their erasure counts. Of one time, the lesser id stays.
    ConditionExpression:
      'attribute_not_exists(pk) OR erasedAt < :at OR (answeredAt < :at AND messageId <> :messageId) OR ' +
      '(attribute_not_exists(answeredAt) AND (#at > :at OR (#at = :at AND messageId > :messageId)))',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':at': wish.at, ':messageId': wish.messageId },
  });
  return wasWritten(table.client.send(put));
}
