import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { asLate } from '../../domain/booking/approval.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { dueApprovalKey, dueAttributes, invitationKey } from '../table/keys.ts';
import { type Table, wasWritten } from '../table/table.ts';

/**
 * Has somebody look at `dueAt` whether a booking waits for approval, and until when. Written before the booking, so that
 * none waits that nobody looks at; a look that finds nothing does no harm.
 */
export async function makeApprovalDue(
  table: Table,
  invitationId: InvitationId,
  { dueAt, expiresAt }: { dueAt: Instant; expiresAt: Instant },
): Promise<void> {
  const { pk } = dueApprovalKey(invitationId);
  const Item = {
    pk,
    type: 'approval',
    channelId: table.channelId,
    ...dueAttributes(pk, dueAt),
    expiresAt: epochSeconds(expiresAt),
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

/**
 * Marks a booking as not decided in time, which puts it into the worklist and is announced. `false` if the booking or its
 * marks changed since they were read, or the customer was erased: then nothing is written.
 */
export async function writeLateApproval(
  table: Table,
  { invitationId, booking, revision, closedSince }: Invitation,
  at: Instant,
): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: invitationKey(invitationId),
    UpdateExpression: 'SET notApprovedSince = :at, booking.attention = :attention',
    ConditionExpression:
      'revision = :seen AND attribute_not_exists(notApprovedSince) AND ' +
      `attribute_${closedSince ? '' : 'not_'}exists(closedSince) AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ':at': at, ':attention': asLate(booking)?.attention, ':seen': revision },
  });
  return wasWritten(table.client.send(update));
}
