import type { Instant } from '../time/instant.ts';
import type { Booking } from './booking-history.ts';
import { holdsPlace } from './booking-state.ts';

/** What a booking takes: a service, which is the resource, for a time. Bookings without a service share one resource. */
export type Slot = { service: string | undefined; startsAt: Instant; endsAt: Instant };

/** The slot of a booking, unless it is cancelled, has its place among the claims, or nobody could tell when it is. */
export function slotOf(booking: Booking | undefined): Slot | undefined {
  if (!holdsPlace(booking) || booking.resources || !booking.startsAt || !booking.endsAt) return undefined;
  const { service, startsAt, endsAt } = booking;
  return { service, startsAt, endsAt };
}

/** Whether two bookings want the same service at the same time; one may begin when the other ends. */
export function doOverlap(one: Slot | undefined, other: Slot | undefined): boolean {
  if (!one || !other || one.service !== other.service) return false;
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}
