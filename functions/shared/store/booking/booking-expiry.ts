import type { Contract } from '../../contract/contract.ts';
import type { Booking, BookingHistory } from '../../domain/booking/booking-history.ts';
import { DAY_MS, epochMs, epochSeconds, instantAt } from '../../domain/time/instant.ts';

type Policy = Pick<Contract, 'retention'>;

/** A booking is kept for the whole retention time counted from its end, however far ahead it lies. */
export function expiryOf(booking: Booking | undefined, history: BookingHistory, { retention }: Policy): number {
  const entryTimes = Object.values(history).map(({ at }) => epochMs(at));
  const last = Math.max(...entryTimes, booking?.endsAt ? epochMs(booking.endsAt) : 0);
  return epochSeconds(instantAt(last + retention.invitationDays * DAY_MS));
}
