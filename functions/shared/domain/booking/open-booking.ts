import type { Instant } from '../time/instant.ts';
import type { Booking } from './booking-history.ts';
import { holdsPlace } from './booking-state.ts';

/** A booking that stands or waits for approval, and has not begun. */
export const isOpenBooking = (booking: Booking | undefined, now: Instant): boolean =>
  holdsPlace(booking) && booking.startsAt !== undefined && booking.startsAt > now;
