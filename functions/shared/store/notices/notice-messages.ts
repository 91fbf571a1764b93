import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { SentButton } from '../../domain/notices/notice.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { messageIdentity, readMessage, type StoredMessage } from '../delivery/messages.ts';
import { customerAttribute, messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** A message that was sent to a customer: whom it went to, which version it tells of or what it answers, its buttons. */
export type SentMessage = {
  messageId: MessageId;
  chatId: ChatId;
  tells?: { invitationId: InvitationId; revision: number };
  answers?: MessageId;
  buttons: readonly SentButton[];
};

/**
 * Links a message to what it tells or answers, to its buttons and to its customer, so that a failure, a tap and an erasure find
 * these. A repeat changes nothing. Returns the message as it is then, `undefined` if its customer was erased.
 */
export async function linkSentMessage(
  table: Table,
  { messageId, chatId, tells, answers, buttons }: SentMessage,
  times: { now: Instant; expiresAt: Instant },
): Promise<StoredMessage | undefined> {
  const item = messageIdentity(table, messageId, times.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: messageKey(table.channelId, messageId),
    UpdateExpression:
      `${item.set}, buttons = :buttons, chatId = :chatId, customer = :customer, expiresAt = :expiresAt` +
      (tells ? ', tells = :tells' : '') +
      (answers ? ', answers = :answers' : ''),
    ConditionExpression: NOT_ERASED,
    ExpressionAttributeNames: item.names,
    ExpressionAttributeValues: {
      ...item.values,
      ':buttons': buttons,
      ':chatId': chatId,
      ':customer': customerAttribute(table.channelId, chatId).customer,
      ':expiresAt': epochSeconds(times.expiresAt),
      ...(tells && { ':tells': tells }),
      ...(answers && { ':answers': answers }),
    },
  });
  return (await ifConditionHeld(table.client.send(update))) && readMessage(table, messageId);
}
