import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type AnswerOutcome, ChatWish } from '../../domain/chat/chat-wish.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import type { WishForPerson } from '../../domain/wishes/wish.ts';
import { NOT_ERASED, readUnlessErased } from '../customer/erased.ts';
import { chatWishKey, customerAttribute } from '../table/keys.ts';
import { type Table, wasWritten } from '../table/table.ts';

/** Keeps one message that wants an answer; `false` if it is known already. */
export async function keepChatWish(
  table: Table,
  wish: ChatWish,
  times: { now: Instant; expiresAt: Instant },
): Promise<boolean> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...chatWishKey(table.channelId, wish.messageId),
      type: 'wish',
      ...wish,
      createdAt: times.now,
      ...customerAttribute(table.channelId, wish.chatId),
      expiresAt: epochSeconds(times.expiresAt),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return wasWritten(table.client.send(put));
}

/** The wish of a message (consistent read), or `undefined` if there is none or its customer was erased. */
export async function readChatWish(table: Table, messageId: MessageId): Promise<ChatWish | undefined> {
  const item = await readUnlessErased(table, chatWishKey(table.channelId, messageId));
  return item && ChatWish.parse(item);
}

async function updateWish(
  table: Table,
  messageId: MessageId,
  { set, condition, values }: { set: string; condition: string; values: Record<string, string> },
): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: chatWishKey(table.channelId, messageId),
    UpdateExpression: `SET ${set}`,
    ConditionExpression: `attribute_exists(messageId) AND attribute_not_exists(outcome) AND ${NOT_ERASED} AND (${condition})`,
    ExpressionAttributeValues: values,
  });
  return wasWritten(table.client.send(update));
}

/** The condition that no other run claimed it. The SDK repeats a write whose answer is lost. */
const CLAIMED_BY_NO_OTHER = 'attribute_not_exists(claimId) OR claimId = :claimId';

/** Claims the answer to a message for one run; `false` if another run has it, or the customer was erased. */
export const claimAnswer = (
  table: Table,
  messageId: MessageId,
  { claimId, at, forPerson }: { claimId: string; at: Instant; forPerson: WishForPerson },
): Promise<boolean> =>
  updateWish(table, messageId, {
    set: 'claimId = :claimId, claimedAt = :at, forPerson = :forPerson',
    condition: CLAIMED_BY_NO_OTHER,
    values: { ':claimId': claimId, ':at': at, ':forPerson': forPerson },
  });

/** Stores once how a claimed answer ended; `false` if that is known, or the customer was erased. */
export const settleAnswer = (
  table: Table,
  messageId: MessageId,
  claimId: string,
  outcome: AnswerOutcome,
): Promise<boolean> =>
  updateWish(table, messageId, {
    set: 'outcome = :outcome',
    condition: 'claimId = :claimId',
    values: { ':outcome': outcome, ':claimId': claimId },
  });

/** Stores that nothing has to be sent for a message, unless a run has claimed its answer. */
export const settleUnclaimed = (table: Table, messageId: MessageId): Promise<boolean> =>
  updateWish(table, messageId, {
    set: 'outcome = :outcome',
    condition: 'attribute_not_exists(claimId)',
    values: { ':outcome': 'done' satisfies AnswerOutcome },
  });

/** Stores what became of the message that a tap waited for. The stream announces the wish once more. */
export const noteLink = (table: Table, messageId: MessageId, link: 'made' | 'missing'): Promise<boolean> =>
  updateWish(table, messageId, {
    set: 'messageLink = :link',
    condition: 'attribute_not_exists(messageLink)',
    values: { ':link': link },
  });
