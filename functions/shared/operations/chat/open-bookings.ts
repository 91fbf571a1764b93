import { type OpenBookings, openBookingOf } from '../../domain/chat/decide-answer.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { type Instant, now } from '../../domain/time/instant.ts';
import { newestInvitations } from '../../store/table/listings.ts';
import type { Table } from '../../store/table/table.ts';

/** Only the newest invitations are looked at, so that no answer costs more, the longer somebody has been a customer. */
const NEWEST = 50;

/** Asked for, or booked without a time that could be read: a person has to look at it. */
function isUnclear({ booking }: Invitation, at: Instant): boolean {
  if (!booking || booking.state === 'cancelled') return false;
  return booking.startsAt === undefined || (booking.state === 'requested' && booking.startsAt > at);
}

/** The bookings ahead of the person behind these addresses, whoever made them. */
export async function findOpenBookings(table: Table, addresses: ChatId[]): Promise<OpenBookings> {
  const invitations = await newestInvitations(table, addresses, NEWEST);
  const at = now();
  return {
    open: invitations
      .flatMap((invitation) => openBookingOf(invitation, at) ?? [])
      .sort((one, other) => (one.booking.startsAt < other.booking.startsAt ? -1 : 1)),
    unclear: invitations.some((invitation) => isUnclear(invitation, at)),
  };
}
