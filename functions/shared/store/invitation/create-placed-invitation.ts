import type { Contract } from '../../contract/contract.ts';
import type { PlacedInvitation } from '../../domain/booking/hand-booking.ts';
import type { Day } from '../../domain/places/day.ts';
import { expiryOf } from '../booking/booking-expiry.ts';
import { dayWrites } from '../places/days.ts';
import { agendaAttributes } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { transact } from '../table/transaction.ts';
import { invitationItem } from './stored-invitation.ts';

/**
 * Stores a new invitation whose booking has its place already, with the days of the place, all or nothing. `false` if
 * one of the days was written meanwhile, or an invitation with this id exists.
 */
export async function createPlacedInvitation(
  table: Table,
  invitation: PlacedInvitation,
  days: readonly Day[],
  policy: Pick<Contract, 'booking' | 'retention'>,
): Promise<boolean> {
  const { booking, history } = invitation;
  const Item = {
    ...invitationItem(table, invitation),
    ...agendaAttributes(table.channelId, booking.startsAt),
    expiresAt: expiryOf(booking, history, policy),
  };
  const put = { Item, ConditionExpression: 'attribute_not_exists(pk)' };
  return (await transact(table, [{ put }, ...dayWrites(table, days, policy)])) === 'done';
}
