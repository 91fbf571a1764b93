import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { HOUR_MS, type Instant, later } from '../../domain/time/instant.ts';
import { chatIdentity } from '../customer/chats.ts';
import { SAID_SINCE_ERASURE } from '../customer/erased.ts';
import { chatKey } from '../table/keys.ts';
import { type CustomerTable, wasWritten } from '../table/table.ts';

/** The message that is answered, of this chat and this time. */
type Asked = { chatId: ChatId; at: Instant };

async function updateChat(
  table: CustomerTable,
  { chatId, at }: Asked,
  now: Instant,
  { set, condition, values }: AnswerCount,
): Promise<boolean> {
  const chat = chatIdentity(table, chatId, now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression: `${chat.set}, ${set}`,
    ConditionExpression: `(${condition}) AND ${SAID_SINCE_ERASURE}`,
    ExpressionAttributeNames: chat.names,
    ExpressionAttributeValues: { ...chat.values, ...values, ':at': at },
  });
  return wasWritten(table.client.send(update));
}

/** One write that counts an answer, if its condition holds. */
type AnswerCount = { set: string; condition: string; values: Record<string, string | number> };

/** The ways to count one answer of an hour's `perHour`, in the order to try them: one more, or the first of a new hour. */
export function answerCounts(perHour: number, now: Instant): AnswerCount[] {
  const values = { ':hourAgo': later(now, -HOUR_MS), ':one': 1 };
  return [
    {
      set: 'answers = answers + :one',
      condition: 'answersSince > :hourAgo AND answers < :perHour',
      values: { ...values, ':perHour': perHour },
    },
    {
      set: 'answersSince = :now, answers = :one',
      condition: 'attribute_not_exists(answersSince) OR answersSince <= :hourAgo',
      values,
    },
  ];
}

/**
 * Takes one automatic answer from what a chat may get within an hour, counted from the first of them. Returns `false` if
 * there is none left, or the customer was erased after they wrote.
 */
export async function spendAnswer(table: CustomerTable, asked: Asked, perHour: number, now: Instant): Promise<boolean> {
  for (const count of answerCounts(perHour, now)) if (await updateChat(table, asked, now, count)) return true;
  return false;
}

/** Claims the one promise of a UTC day that a person answers; `false` if a chat has had it. */
export const claimPromise = (table: CustomerTable, asked: Asked, now: Instant): Promise<boolean> =>
  updateChat(table, asked, now, {
    set: 'promisedOn = :day',
    condition: 'attribute_not_exists(promisedOn) OR promisedOn < :day',
    values: { ':day': now.slice(0, 10) },
  });
