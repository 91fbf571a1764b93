import type { Invitation } from '../../domain/invitation/invitation.ts';
import { type CustomerItem, closeInvitation, readCustomerItem } from '../../store/customer/customer-items.ts';
import { invitationIdIn } from '../../store/table/keys.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import { daysWithout } from '../places/decide-place.ts';
import type { ErasureRun } from './erasure-run.ts';

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
    const days = item.place || item.held ? await daysWithout(table, invitationIdIn(item.pk), item) : [];
    return (await closeInvitation(table, item, erasedAt, days, policy)) ?? LOST;
  });
}
