import type { Invitation } from '../../domain/invitation/invitation.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { type CustomerItem, closeInvitation, readCustomerItem } from '../../store/customer/customer-items.ts';
import { Contention, pauseAfter, TRIES } from '../../store/table/lost-race.ts';
import { daysWithout } from '../places/decide-place.ts';
import type { ErasureRun } from './erasure-run.ts';

const invitationIdOf = ({ pk }: CustomerItem): InvitationId => InvitationId.parse(pk.slice('invitation#'.length));

/**
 * Closes an invitation of somebody who is erased, and gives up the places of its booking and its hold with that.
 * Returns it as it stays then; `undefined` if it is blanked already. Throws `Contention` if others keep writing the
 * same days.
 */
export async function closeAndRelease(
  { table, policy, erasedAt }: Pick<ErasureRun, 'table' | 'policy' | 'erasedAt'>,
  found: CustomerItem,
): Promise<Invitation | undefined> {
  let item: CustomerItem | undefined = found;
  for (let attempt = 1; attempt <= TRIES && item; attempt++) {
    const days = item.place || item.held ? await daysWithout(table, invitationIdOf(item), item) : [];
    const closed = await closeInvitation(table, item, erasedAt, days, policy);
    if (closed) return closed;
    await pauseAfter(attempt);
    item = await readCustomerItem(table, found.pk);
  }
  if (item) throw new Contention(`The days of ${found.pk} are written by too many at once.`);
  return undefined;
}
