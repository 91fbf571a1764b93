import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { customerAttribute, dueAttributes, messageKey } from '../table/keys.ts';
import { type Table, wasWritten } from '../table/table.ts';
import { messageIdentity } from './messages.ts';

/** What a customer sent in answer to a message: the attribute that keeps it, and from which chat it came. */
export type KeptOnMessage = { attribute: string; value: unknown; chatId: ChatId };

/** When it is kept, when somebody looks at it at the latest, and when the table may drop the message. */
export type KeptTimes = { now: Instant; dueAt: Instant; expiresAt: Instant };

/**
 * Keeps an answer on the message it answers while `condition` holds of that message, and makes the message due. The
 * customer index lists it, and `expiresAt` extends its life, which a status limits to hours. What is kept under the
 * attribute already stays. Returns `false` if the condition does not hold or the customer was erased.
 */
export async function keepOnMessage(
  table: Table,
  answered: MessageId,
  { attribute, value, chatId }: KeptOnMessage,
  condition: string,
  times: KeptTimes,
): Promise<boolean> {
  const key = messageKey(table.channelId, answered);
  const { duePartition, dueAt } = dueAttributes(key.pk, times.dueAt);
  const item = messageIdentity(table, answered, times.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression:
      `${item.set}, #kept = if_not_exists(#kept, :kept), duePartition = :duePartition, dueAt = :dueAt, ` +
      'customer = if_not_exists(customer, :customer), expiresAt = :expiresAt',
    ConditionExpression: `${condition} AND ${NOT_ERASED}`,
    ExpressionAttributeNames: { ...item.names, '#kept': attribute },
    ExpressionAttributeValues: {
      ...item.values,
      ':kept': value,
      ':customer': customerAttribute(table.channelId, chatId).customer,
      ':duePartition': duePartition,
      ':dueAt': dueAt,
      ':expiresAt': epochSeconds(times.expiresAt),
    },
  });
  return wasWritten(table.client.send(update));
}
