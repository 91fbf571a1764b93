import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CompletionEntry } from '../../domain/booking/booking-history.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';
import { type KeptTimes, keepOnMessage } from './keep-on-message.ts';
import { type StoredMessage, WAITING_FORM } from './messages.ts';

/**
 * Keeps a completion, and the address it came from, on the message it answers until that message is linked to an invitation or due at `dueAt`. Returns
 * `false` if the message is linked already or its customer was erased.
 */
export const keepWaiting = (
  table: Table,
  answered: MessageId,
  { id, entry, chatId }: { id: MessageId; entry: CompletionEntry; chatId: ChatId },
  times: KeptTimes,
): Promise<boolean> => {
  const kept = { attribute: `${WAITING_FORM}${id}`, value: { ...entry, chatId }, chatId };
  return keepOnMessage(table, answered, kept, 'attribute_not_exists(invitationId)', times);
};

/**
 * Removes waiting completions from a message, which is then no longer due. Without `unlinked` the message must be
 * linked. With it the message must be unlinked and still due at `seen`; otherwise a completion or the link was added
 * since, and nothing is removed.
 */
export async function clearWaiting(
  table: Table,
  { message, waiting }: StoredMessage,
  unlinked?: { seen: Instant },
): Promise<void> {
  const names = Object.fromEntries(waiting.map(({ id }, index) => [`#w${index}`, `${WAITING_FORM}${id}`]));
  const update = new UpdateCommand({
    TableName: table.name,
    Key: messageKey(table.channelId, message.messageId),
    UpdateExpression: `REMOVE duePartition, dueAt, ${Object.keys(names).join(', ')}`,
    ConditionExpression: unlinked
      ? 'dueAt = :seen AND attribute_not_exists(invitationId)'
      : 'attribute_exists(invitationId)',
    ExpressionAttributeNames: names,
    ...(unlinked && { ExpressionAttributeValues: { ':seen': unlinked.seen } }),
  });
  await ifConditionHeld(table.client.send(update));
}
