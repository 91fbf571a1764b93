import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Actor } from '../../domain/people/actor.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { CustomerWish } from '../../domain/wishes/wish.ts';
import { customerWishKey, questionIdOf, questionKey } from '../table/keys.ts';
import { type CustomerTable, type Table, wasWritten } from '../table/table.ts';
import { NOT_ERASED, readUnlessErased } from './erased.ts';

/** The question with this name (consistent read), or `undefined` if there is none, or its customer was erased. */
export async function readQuestion(table: Table, questionId: string): Promise<CustomerWish | undefined> {
  const Key = questionKey(table.channelId, questionId);
  if (!Key) return undefined;
  const item = await readUnlessErased(table, Key);
  return item && CustomerWish.parse(item);
}

/**
 * Takes a question off the worklist, once. Returns `false` if it has an answer, if another message stands for it by now,
 * or if its customer was erased.
 */
export async function writeAnswered(
  table: Table,
  questionId: string,
  seen: Pick<CustomerWish, 'messageId'>,
  answer: { actor: Actor; at: Instant },
): Promise<boolean> {
  const Key = questionKey(table.channelId, questionId);
  if (!Key) return false;
  const update = new UpdateCommand({
    TableName: table.name,
    Key,
    UpdateExpression: 'SET answeredBy = :actor, answeredAt = :at REMOVE worklistDay, worklistAt',
    ConditionExpression: `messageId = :seen AND attribute_not_exists(answeredAt) AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ':actor': answer.actor, ':at': answer.at, ':seen': seen.messageId },
  });
  return wasWritten(table.client.send(update));
}

/** The question of a chat with a wish on the UTC day of `at`, with its name outside; `undefined` as with `readQuestion`. */
export async function findQuestion(
  table: CustomerTable,
  asked: Pick<CustomerWish, 'chatId' | 'wish' | 'at'>,
): Promise<{ questionId: string; question: CustomerWish } | undefined> {
  const questionId = questionIdOf(table.channelId, (await customerWishKey(table, asked)).pk);
  const question = await readQuestion(table, questionId);
  return question && { questionId, question };
}
