import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { Message, type MessageId } from '../../domain/delivery/delivery.ts';
import type { FailureReason } from '../../domain/delivery/failure.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { messageIdentity } from '../delivery/messages.ts';
import { confirmationKey, customerAttribute, dueAttributes, messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';
import type { BookingVersion } from './confirmations.ts';

/**
 * Links a message to the booking version it confirms, so that a failure is recorded there, and to its customer, so that
 * an erasure finds it. A message that has failed is linked only with `dueAt`, which makes it due, because the failure
 * may not be reported again. Returns the linked message, or `undefined` if it failed and `dueAt` is missing, or its
 * customer was erased.
 */
export async function linkConfirmation(
  table: Table,
  { messageId, version, chatId }: { messageId: MessageId; version: BookingVersion; chatId: ChatId },
  times: { now: Instant; expiresAt: Instant; dueAt?: Instant },
): Promise<Message | undefined> {
  const key = messageKey(table.channelId, messageId);
  const item = messageIdentity(table, messageId, times.now);
  const due = times.dueAt && dueAttributes(key.pk, times.dueAt);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression:
      `${item.set}, confirms = :version, chatId = :chatId, customer = :customer, expiresAt = :expiresAt` +
      (due ? ', duePartition = :duePartition, dueAt = :dueAt' : ''),
    ConditionExpression: due ? NOT_ERASED : `attribute_not_exists(failedAt) AND ${NOT_ERASED}`,
    ExpressionAttributeNames: item.names,
    ExpressionAttributeValues: {
      ...item.values,
      ':version': version,
      ':chatId': chatId,
      ':customer': customerAttribute(table.channelId, chatId).customer,
      ':expiresAt': epochSeconds(times.expiresAt),
      ...(due && { ':duePartition': due.duePartition, ':dueAt': due.dueAt }),
    },
    ReturnValues: 'ALL_NEW',
  });
  const result = await ifConditionHeld(table.client.send(update));
  return result && Message.parse(result.Attributes);
}

/** Records once that a confirmation did not reach the customer. */
export async function recordConfirmationFailure(
  table: Table,
  { invitationId, revision }: BookingVersion,
  { failedAt, reason }: { failedAt: Instant; reason: FailureReason },
): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: confirmationKey(invitationId, revision),
    UpdateExpression: 'SET failedAt = :failedAt, reason = :reason',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(failedAt)',
    ExpressionAttributeValues: { ':failedAt': failedAt, ':reason': reason },
  });
  await ifConditionHeld(table.client.send(update));
}
