import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { asMarked } from '../../domain/booking/closed-booking.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { invitationKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/**
 * Writes into a booking that a closure lies over it, or none any more, unless its history has grown since it was seen
 * or somebody else wrote the same.
 */
export async function writeClosureMark(
  table: Table,
  { invitationId, booking, revision, notApprovedSince }: Invitation,
  isClosed: boolean,
  at: Instant,
): Promise<void> {
  const attention = asMarked(booking, isClosed)?.attention;
  const update = new UpdateCommand({
    TableName: table.name,
    Key: invitationKey(invitationId),
    UpdateExpression: isClosed
      ? 'SET closedSince = :at, booking.attention = :attention'
      : 'SET booking.attention = :attention REMOVE closedSince',
    ConditionExpression:
      `revision = :seen AND attribute_${isClosed ? 'not_' : ''}exists(closedSince) AND ` +
      `attribute_${notApprovedSince ? '' : 'not_'}exists(notApprovedSince) AND ${NOT_ERASED}`,
    ExpressionAttributeValues: {
      ':attention': attention,
      ':seen': revision,
      ...(isClosed && { ':at': at }),
    },
  });
  await ifConditionHeld(table.client.send(update));
}
