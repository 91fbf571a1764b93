import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { NoticeCarrier } from '../../domain/notices/notice.ts';
import type { SentToStaff } from '../../domain/staff/staff-button.ts';
import { epochSeconds, Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { messageIdentity } from '../delivery/messages.ts';
import { readAs } from '../table/items.ts';
import { messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table, wasWritten } from '../table/table.ts';

/**
 * How telling one member of one event ended. `to-repeat`: the provider refused for now, and certainly sent nothing.
 * `not-sent`: their window was closed, and there is no template.
 */
export const StaffMessageOutcome = z.enum(['accepted', 'refused', 'unknown', 'not-sent', 'to-repeat']);
export type StaffMessageOutcome = z.infer<typeof StaffMessageOutcome>;

/** What one member is told of one event, as stored. It names nobody. */
const StaffMessage = z.object({
  claimId: z.string(),
  claimedAt: Instant,
  carrier: z.optional(NoticeCarrier),
  outcome: z.optional(StaffMessageOutcome),
});
export type StaffMessage = z.infer<typeof StaffMessage>;

/** The key of an item, as `staffMessageKey` makes it. */
type Key = { pk: string };

/**
 * Claims a message to a member for one run: the first, or one that follows a refusal for now. `false` if another run has
 * it, or it has its outcome.
 */
export async function claimStaffMessage(
  table: Table,
  key: Key,
  claim: StaffMessage,
  times: { now: Instant; expiresAt: Instant },
): Promise<boolean> {
  const { claimId, claimedAt, carrier, outcome } = claim;
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression:
      'SET #type = :type, channelId = :channelId, createdAt = if_not_exists(createdAt, :now), expiresAt = :expiresAt, ' +
      `claimId = :claimId, claimedAt = :claimedAt${carrier ? ', carrier = :carrier' : ''}` +
      (outcome ? ', outcome = :outcome' : ' REMOVE outcome'),
    // The SDK repeats a write whose answer is lost.
    ConditionExpression: 'attribute_not_exists(claimId) OR claimId = :claimId OR outcome = :toRepeat',
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: {
      ':type': 'staff-message',
      ':channelId': table.channelId,
      ':now': times.now,
      ':expiresAt': epochSeconds(times.expiresAt),
      ':claimId': claimId,
      ':claimedAt': claimedAt,
      ':toRepeat': 'to-repeat' satisfies StaffMessageOutcome,
      ...(carrier && { ':carrier': carrier }),
      ...(outcome && { ':outcome': outcome }),
    },
  });
  return wasWritten(table.client.send(update));
}

/** What is stored of a message to a member (consistent read). */
export const readStaffMessage = (table: Table, key: Key): Promise<StaffMessage | undefined> =>
  readAs(table, key, StaffMessage);

/** Stores once how a claimed message ended; `false` if that is known. */
export async function settleStaffMessage(
  table: Table,
  key: Key,
  claimId: string,
  outcome: StaffMessageOutcome,
): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression: 'SET outcome = :outcome',
    ConditionExpression: 'claimId = :claimId AND attribute_not_exists(outcome)',
    ExpressionAttributeValues: { ':outcome': outcome, ':claimId': claimId },
  });
  return wasWritten(table.client.send(update));
}

/** Links an accepted message to what it is about and to its buttons, so that a tap finds these. A repeat changes nothing. */
export async function linkStaffMessage(
  table: Table,
  messageId: MessageId,
  toStaff: SentToStaff,
  times: { now: Instant; expiresAt: Instant },
): Promise<void> {
  const item = messageIdentity(table, messageId, times.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: messageKey(table.channelId, messageId),
    UpdateExpression: `${item.set}, toStaff = :toStaff, expiresAt = :expiresAt`,
    ConditionExpression: NOT_ERASED,
    ExpressionAttributeNames: item.names,
    ExpressionAttributeValues: {
      ...item.values,
      ':toStaff': toStaff,
      ':expiresAt': epochSeconds(times.expiresAt),
    },
  });
  await ifConditionHeld(table.client.send(update));
}
