import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { SentButton } from '../../domain/notices/notice.ts';
import type { RemindedOf } from '../../domain/reminders/reminded-of.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { messageIdentity, parseMessage, type StoredMessage } from '../delivery/messages.ts';
import { customerAttribute, messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/**
 * A message that was sent to a customer: whom it went to, what it tells or reminds of or answers, until when news of it are
 * awaited, its buttons.
 */
export type SentMessage = {
  messageId: MessageId;
  chatId: ChatId;
  tells?: { invitationId: InvitationId; revision: number };
  reminds?: RemindedOf;
  newsBy?: Instant;
  answers?: MessageId;
  buttons: readonly SentButton[];
};

/**
 * Links a message to what it is about, to its buttons and to its customer, so that a failure, a tap and an erasure find
 * these. A repeat changes nothing. Returns the message as it is then, `undefined` if its customer was erased.
 */
export async function linkSentMessage(
  table: Table,
  { messageId, chatId, tells, reminds, newsBy, answers, buttons }: SentMessage,
  times: { now: Instant; expiresAt: Instant },
): Promise<StoredMessage | undefined> {
  const item = messageIdentity(table, messageId, times.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: messageKey(table.channelId, messageId),
    UpdateExpression:
      `${item.set}, buttons = :buttons, chatId = :chatId, customer = :customer, expiresAt = :expiresAt` +
      (tells ? ', tells = :tells' : '') +
      (reminds ? ', reminds = :reminds' : '') +
      (newsBy ? ', newsBy = :newsBy' : '') +
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
      ...(reminds && { ':reminds': reminds }),
      ...(newsBy && { ':newsBy': newsBy }),
      ...(answers && { ':answers': answers }),
    },
    ReturnValues: 'ALL_NEW',
  });
  const written = await ifConditionHeld(table.client.send(update));
  return written?.Attributes && parseMessage(written.Attributes);
}
