import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { dueAttributes, duePlaceKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/**
 * Has somebody look by `dueAt` whether the place of an invitation's form is decided. Written before the form, so that no
 * form is stored that nobody looks at; a look that finds nothing to decide does no harm.
 */
export async function makePlaceDue(
  table: Table,
  invitationId: InvitationId,
  { dueAt, expiresAt }: { dueAt: Instant; expiresAt: Instant },
): Promise<void> {
  const { pk } = duePlaceKey(invitationId);
  const Item = {
    pk,
    type: 'place',
    channelId: table.channelId,
    ...dueAttributes(pk, dueAt),
    expiresAt: epochSeconds(expiresAt),
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}
