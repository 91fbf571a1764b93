import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type KeptTimes, keepOnMessage } from '../delivery/keep-on-message.ts';
import { NOT_LINKED, WAITING_TAP } from '../delivery/messages.ts';
import { messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/**
 * Keeps a tap on the message it answers until that message is linked or due at `dueAt`. Returns `false` if the message is
 * linked already or its customer was erased.
 */
export const keepWaitingTap = (
  table: Table,
  answered: MessageId,
  { messageId, chatId, at }: { messageId: MessageId; chatId: ChatId; at: Instant },
  times: KeptTimes,
): Promise<boolean> =>
  keepOnMessage(table, answered, { attribute: `${WAITING_TAP}${messageId}`, value: at, chatId }, NOT_LINKED, times);

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
