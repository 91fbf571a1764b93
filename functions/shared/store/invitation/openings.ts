import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { invitationKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** Writes down when the form of an invitation was opened, once. Nothing of somebody who was erased. */
export async function writeOpening(table: Table, invitationId: InvitationId, openedAt: Instant): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: invitationKey(invitationId),
    UpdateExpression: 'SET openedAt = :openedAt',
    ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(openedAt) AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ':openedAt': openedAt },
  });
  await ifConditionHeld(table.client.send(update));
}
