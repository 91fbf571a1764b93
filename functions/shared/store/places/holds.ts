import type { Contract } from '../../contract/contract.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Day, StoredPlace } from '../../domain/places/day.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { invitationKey } from '../table/keys.ts';
import { packed } from '../table/packed.ts';
import type { Table } from '../table/table.ts';
import { writeWith } from './days.ts';

/** The condition that an item's hold is still the one that was read, and the value that the condition needs. */
export const heldAsRead = (held: StoredPlace | undefined) => ({
  condition: held ? 'held.claimId = :heldClaimId' : 'attribute_not_exists(held)',
  values: held ? { ':heldClaimId': held.claimId } : {},
});

/**
 * Writes a hold and where it stands, all or nothing: so an invitation has one hold, and one that was erased has none.
 * `false` if it was erased, got another hold, or somebody else wrote one of the days meanwhile.
 */
export function writeHold(
  table: Table,
  { invitationId, held }: Pick<Invitation, 'invitationId' | 'held'>,
  next: { [Name in 'held' | 'heldFor' | 'holds']: NonNullable<Invitation[Name]> },
  days: readonly Day[],
  policy: Pick<Contract, 'retention'>,
): Promise<boolean> {
  const { condition, values } = heldAsRead(held);
  return writeWith(
    table,
    days,
    policy,
  )({
    Key: invitationKey(invitationId),
    UpdateExpression: 'SET held = :held, heldFor = :heldFor, holds = :holds',
    ConditionExpression: `attribute_exists(pk) AND ${NOT_ERASED} AND ${condition}`,
    ExpressionAttributeValues: {
      ':held': next.held,
      ':heldFor': next.heldFor,
      ':holds': packed(next.holds),
      ...values,
    },
  });
}
