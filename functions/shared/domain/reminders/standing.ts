import { type Booking, type BookingHistory, foldHistory, inOrder } from '../booking/booking-history.ts';
import type { BusinessTerms } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { Instant } from '../time/instant.ts';

/** The start at which a booking stands; `undefined` if it does not stand, or has no start. */
export const standsAt = (booking: Booking | undefined): Instant | undefined =>
  booking?.state === 'booked' ? booking.startsAt : undefined;

/**
 * When the start at which a booking stands was set: the time of the history's entry since which the booking has stood at
 * it without a break. `undefined` if it does not stand.
 */
export function startSetAt(
  { booking, history }: Pick<Invitation, 'booking' | 'history'>,
  { booking: form }: Pick<BusinessTerms, 'booking'>,
): Instant | undefined {
  const startsAt = standsAt(booking);
  if (startsAt === undefined) return undefined;
  const entries = inOrder(history);
  const known: BookingHistory = {};
  let since: Instant | undefined;
  for (const { id, entry } of entries) {
    known[id] = entry;
    if (standsAt(foldHistory(known, form)) !== startsAt) since = undefined;
    else since ??= entry.at;
  }
  // What a history of an earlier release no longer shows was set before all that it shows.
  return since ?? entries.at(0)?.entry.at;
}
