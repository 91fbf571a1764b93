import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { messageIdentity, NOT_LINKED, WAITING_TAP } from '../delivery/messages.ts';
import { customerAttribute, dueAttributes, messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/**
 * Keeps a tap on the message it answers until that message is linked or due at `dueAt`. The customer index lists the
 * message. Returns `false` if the message is linked already or its customer was erased.
 */
export async function keepWaitingTap(
  table: Table,
  answered: MessageId,
  tap: { messageId: MessageId; chatId: ChatId; at: Instant },
  times: { now: Instant; dueAt: Instant; expiresAt: Instant },
): Promise<boolean> {
  const key = messageKey(table.channelId, answered);
  const { duePartition, dueAt } = dueAttributes(key.pk, times.dueAt);
  const item = messageIdentity(table, answered, times.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression:
      `${item.set}, #tap = if_not_exists(#tap, :at), duePartition = :duePartition, dueAt = :dueAt, ` +
      'customer = if_not_exists(customer, :customer), expiresAt = :expiresAt',
    ConditionExpression: `${NOT_LINKED} AND ${NOT_ERASED}`,
    ExpressionAttributeNames: { ...item.names, '#tap': `${WAITING_TAP}${tap.messageId}` },
    ExpressionAttributeValues: {
      ...item.values,
      ':at': tap.at,
      ':customer': customerAttribute(table.channelId, tap.chatId).customer,
      ':duePartition': duePartition,
      ':dueAt': dueAt,
      ':expiresAt': epochSeconds(times.expiresAt),
    },
  });
  return (await ifConditionHeld(table.client.send(update))) !== undefined;
}

/** Removes these taps from a message. If it is due, it stays so: reconcile settles it. */
export async function clearTaps(table: Table, answered: MessageId, taps: readonly MessageId[]): Promise<void> {
  const names = Object.fromEntries(taps.map((id, index) => [`#t${index}`, `${WAITING_TAP}${id}`]));
  const update = new UpdateCommand({
    TableName: table.name,
    Key: messageKey(table.channelId, answered),
    UpdateExpression: `REMOVE ${Object.keys(names).join(', ')}`,
    ConditionExpression: 'attribute_exists(messageId)',
    ExpressionAttributeNames: names,
  });
  await ifConditionHeld(table.client.send(update));
}
