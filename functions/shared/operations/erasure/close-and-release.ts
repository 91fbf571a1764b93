import type { Invitation } from '../../domain/invitation/invitation.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { type CustomerItem, closeInvitation, readCustomerItem } from '../../store/customer/customer-items.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import { daysWithout } from '../places/decide-place.ts';
import type { ErasureRun } from './erasure-run.ts';

const invitationIdOf = ({ pk }: CustomerItem): InvitationId => InvitationId.parse(pk.slice('invitation#'.length));

/**
 * Closes an invitation of somebody who is erased, and gives up the places of its booking and its hold with that.
 * Returns it as it stays then; `undefined` if it is blanked already. Throws `Contention` if others keep writing the
 * same days.
 */
export function closeAndRelease(
  { table, policy, erasedAt }: Pick<ErasureRun, 'table' | 'policy' | 'erasedAt'>,
  found: CustomerItem,
): Promise<Invitation | undefined> {
  return untilWritten(async (attempt) => {
    const item = attempt === 1 ? found : await readCustomerItem(table, found.pk);
    if (!item) return undefined;
    const days = item.place || item.held ? await daysWithout(table, invitationIdOf(item), item) : [];
    return (await closeInvitation(table, item, erasedAt, days, policy)) ?? LOST;
  });
}
