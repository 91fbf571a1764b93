import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import type { DueItem } from '../table/due.ts';
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

/** The invitation whose place an item waits for; `undefined` if it waits for something else. */
export const placeDueOf = ({ pk }: Pick<DueItem, 'pk'>): InvitationId | undefined =>
  pk.startsWith('place#') ? InvitationId.parse(pk.slice('place#'.length)) : undefined;
