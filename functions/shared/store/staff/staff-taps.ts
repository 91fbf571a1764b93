import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AnswerOutcome } from '../../domain/chat/chat-wish.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { StaffTap } from '../../domain/staff/staff-tap.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { readAs } from '../table/items.ts';
import { staffTapKey } from '../table/keys.ts';
import { type Table, wasWritten } from '../table/table.ts';

/** Keeps one tap of a member of staff; `false` if it is known already. */
export async function keepStaffTap(
  table: Table,
  tap: StaffTap,
  times: { now: Instant; expiresAt: Instant },
): Promise<boolean> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...staffTapKey(table.channelId, tap.messageId),
      type: 'staff-tap',
      ...tap,
      createdAt: times.now,
      expiresAt: epochSeconds(times.expiresAt),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return wasWritten(table.client.send(put));
}

/** A tap (consistent read), or `undefined` if there is none. */
export const readStaffTap = (table: Table, messageId: MessageId): Promise<StaffTap | undefined> =>
  readAs(table, staffTapKey(table.channelId, messageId), StaffTap);

async function updateTap(
  table: Table,
  messageId: MessageId,
  { set, condition, values }: { set: string; condition: string; values: Record<string, string> },
): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: staffTapKey(table.channelId, messageId),
    UpdateExpression: `SET ${set}`,
    ConditionExpression: `attribute_exists(messageId) AND attribute_not_exists(outcome) AND (${condition})`,
    ExpressionAttributeValues: values,
  });
  return wasWritten(table.client.send(update));
}

/** Claims the answer to a tap for one run; `false` if another run has it. */
export const claimTapAnswer = (table: Table, messageId: MessageId, claimId: string, at: Instant): Promise<boolean> =>
  updateTap(table, messageId, {
    set: 'claimId = :claimId, claimedAt = :at',
    // The SDK repeats a write whose answer is lost.
    condition: 'attribute_not_exists(claimId) OR claimId = :claimId',
    values: { ':claimId': claimId, ':at': at },
  });

/** Stores once how a claimed answer ended; `false` if that is known. */
export const settleTapAnswer = (
  table: Table,
  messageId: MessageId,
  claimId: string,
  outcome: AnswerOutcome,
): Promise<boolean> =>
  updateTap(table, messageId, {
    set: 'outcome = :outcome',
    condition: 'claimId = :claimId',
    values: { ':outcome': outcome, ':claimId': claimId },
  });
