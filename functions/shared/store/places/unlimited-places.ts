import type { Contract } from '../../contract/contract.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Day, StoredPlace } from '../../domain/places/day.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { invitationKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { writeWith } from './days.ts';
import { isPlacedAs, placeItem } from './stored-place.ts';

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
  const { condition, values } = isPlacedAs(stored);
  const update = {
    Key: invitationKey(invitationId),
    UpdateExpression: place ? 'SET place = :place' : 'REMOVE place',
    ConditionExpression: `revision = :seen AND ${condition} AND ${NOT_ERASED}`,
    ExpressionAttributeValues: {
      ':seen': revision,
      ...(place && { ':place': placeItem(place) }),
      ...values,
    },
  };
  return writeWith(table, days, policy)(update);
}
