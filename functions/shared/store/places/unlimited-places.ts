import type { Contract } from '../../contract/contract.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Day, StoredPlace } from '../../domain/places/day.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { invitationKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { writeWith } from './days.ts';

/**
 * Writes where the claim of an invitation's booking stands, together with the days that change, all or nothing. `false`
 * if the history has grown since the invitation was read, its place is another one, its customer was erased, or
 * somebody else wrote one of the days meanwhile.
 */
export async function writePlace(
  table: Table,
  { invitationId, revision, place: stored }: Invitation,
  place: StoredPlace | undefined,
  days: readonly Day[],
  policy: Pick<Contract, 'retention'>,
): Promise<boolean> {
  const conditions = [
    'revision = :seen',
    stored ? 'place.claimId = :stored' : 'attribute_not_exists(place)',
    NOT_ERASED,
  ];
  const update = {
    Key: invitationKey(invitationId),
    UpdateExpression: place ? 'SET place = :place' : 'REMOVE place',
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeValues: {
      ':seen': revision,
      ...(place && { ':place': place }),
      ...(stored && { ':stored': stored.claimId }),
    },
  };
  return writeWith(table, days, policy)(update);
}
