import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { FailureReason } from '../../domain/delivery/failure.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { epochSeconds, Instant } from '../../domain/time/instant.ts';
import { identity } from '../table/items.ts';
import { confirmationKey, messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** How telling the customer ended; what was refused for the moment only may be claimed again. */
export type ConfirmationEnd =
  | { outcome: 'accepted'; messageId: MessageId }
  | { outcome: 'unknown' }
  | { outcome: 'refused'; reason: FailureReason; mayRepeat: boolean };

/** The claim to tell a customer one version of their booking, and what became of it. Names no person. */
const StoredClaim = z.object({
  claimId: z.string(),
  claimedAt: Instant,
  outcome: z.optional(z.enum(['accepted', 'refused', 'unknown'])),
});
export type StoredClaim = z.infer<typeof StoredClaim>;

/** One version of a booking: `revision` as the event said it. */
export type BookingVersion = { invitationId: InvitationId; revision: number };

/**
 * Claims to tell one version, unless somebody ever did and it was not refused for the moment only. Returns the claim
 * that stands then: one's own if its `claimId` is.
 */
export async function claimConfirmation(
  table: Table,
  { invitationId, revision }: BookingVersion,
  claim: { claimId: string; at: Instant; expiresAt: Instant },
): Promise<StoredClaim> {
  const Key = confirmationKey(invitationId, revision);
  const item = identity(table, 'confirmation', claim.at, { invitationId, claimId: claim.claimId });
  const update = new UpdateCommand({
    TableName: table.name,
    Key,
    UpdateExpression: `${item.set}, claimedAt = :at, expiresAt = :expiresAt REMOVE outcome, settledAt, reason, mayRepeat`,
    ConditionExpression: 'attribute_not_exists(pk) OR mayRepeat = :true',
    ExpressionAttributeNames: item.names,
    ExpressionAttributeValues: {
      ...item.values,
      ':at': claim.at,
      ':expiresAt': epochSeconds(claim.expiresAt),
      ':true': true,
    },
    ReturnValues: 'ALL_NEW',
  });
  const result = await ifConditionHeld(table.client.send(update));
  if (result) return StoredClaim.parse(result.Attributes);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return StoredClaim.parse(Item);
}

/** Records how a claim ended, once; `false` if that is recorded already or somebody else has claimed it since. */
export async function settleConfirmation(
  table: Table,
  { invitationId, revision }: BookingVersion,
  claimId: string,
  end: ConfirmationEnd,
  at: Instant,
): Promise<boolean> {
  const refusal = end.outcome === 'refused' ? end : undefined;
  // The id itself spells the customer's phone; its key leads to the message as well.
  const message = end.outcome === 'accepted' ? messageKey(table.channelId, end.messageId).pk : undefined;
  const update = new UpdateCommand({
    TableName: table.name,
    Key: confirmationKey(invitationId, revision),
    UpdateExpression:
      'SET outcome = :outcome, settledAt = :at' +
      (message ? ', message = :message' : '') +
      (refusal ? ', reason = :reason' : '') +
      (refusal?.mayRepeat ? ', mayRepeat = :true' : ''),
    ConditionExpression: 'claimId = :claimId AND attribute_not_exists(outcome)',
    ExpressionAttributeValues: {
      ':outcome': end.outcome,
      ':at': at,
      ':claimId': claimId,
      ...(message && { ':message': message }),
      ...(refusal && { ':reason': refusal.reason }),
      ...(refusal?.mayRepeat && { ':true': true }),
    },
  });
  return (await ifConditionHeld(table.client.send(update))) !== undefined;
}
