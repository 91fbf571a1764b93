import type { Instant } from '../time/instant.ts';
import type { Booking } from './booking-history.ts';

/** A booking that stands and has not begun. */
export const isOpenBooking = (booking: Booking | undefined, now: Instant): boolean =>
  booking?.state === 'booked' && booking.startsAt !== undefined && booking.startsAt > now;
