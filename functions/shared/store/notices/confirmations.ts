import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { FailureReason } from '../../domain/delivery/failure.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { epochSeconds, Instant } from '../../domain/time/instant.ts';
import { identity } from '../table/items.ts';
import { confirmationKey, messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** The result of sending a confirmation. `mayRepeat`: the refusal is temporary and the version can be claimed again. */
export type ConfirmationEnd =
  | { outcome: 'accepted'; messageId: MessageId }
  | { outcome: 'unknown' }
  | { outcome: 'refused'; reason: FailureReason; mayRepeat: boolean };

/** The claim to confirm one version of a booking, and its result. Contains no personal data. */
const StoredClaim = z.object({
  claimId: z.string(),
  claimedAt: Instant,
  outcome: z.optional(z.enum(['accepted', 'refused', 'unknown'])),
});
export type StoredClaim = z.infer<typeof StoredClaim>;

/** Stands for the version where a customer is told of a refused form, once per invitation: no booking has it. */
export const REFUSAL = 0;

/** One version of a booking: `revision` as in the event, or `REFUSAL`. */
export type BookingVersion = { invitationId: InvitationId; revision: number };

/**
 * Claims the confirmation of one version, unless it was claimed before and may not be repeated. Returns the claim in
 * force, which is the caller's if it has their `claimId`.
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

/** Records a claim's result once. Returns `false` if it has one, or another run claimed the version since. */
export async function settleConfirmation(
  table: Table,
  { invitationId, revision }: BookingVersion,
  claimId: string,
  end: ConfirmationEnd,
  at: Instant,
): Promise<boolean> {
  const refusal = end.outcome === 'refused' ? end : undefined;
  // The message id contains the customer's phone, so the item stores the message's key.
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
