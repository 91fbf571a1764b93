import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { dueAttributes, messageKey } from '../table/keys.ts';
import { type Table, wasWritten } from '../table/table.ts';

/**
 * Makes a stored message due at this time, unless its customer was erased. One that is due later stays so: forms that wait for
 * the link keep their time.
 */
export async function awaitLink(table: Table, messageId: MessageId, until: Instant): Promise<void> {
  const key = messageKey(table.channelId, messageId);
  const { duePartition, dueAt } = dueAttributes(key.pk, until);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression: 'SET duePartition = :duePartition, dueAt = :dueAt',
    ConditionExpression: `attribute_exists(messageId) AND (attribute_not_exists(dueAt) OR dueAt < :dueAt) AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ':duePartition': duePartition, ':dueAt': dueAt },
  });
  await wasWritten(table.client.send(update));
}
