import { asLate } from '../../domain/booking/approval.ts';
import { withAttendance } from '../../domain/booking/attended-booking.ts';
import type { Booking } from '../../domain/booking/booking-history.ts';
import { asMarked } from '../../domain/booking/closed-booking.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { StoredPlace } from '../../domain/places/day.ts';

type Change = { place: StoredPlace | undefined } | undefined;

type Marks = Pick<Invitation, 'closedSince' | 'notApprovedSince' | 'attendance' | 'customerConfirmed'>;

/**
 * A booking with what is no entry of its history: who comes and who came, that a closure lies over it, or that nobody
 * decided on it in time. The last two stay while it keeps its place: whoever moves it was told of both.
 */
export function withMarks(folded: Booking | undefined, marks: Marks, placeChange: Change): Booking | undefined {
  const { closedSince, notApprovedSince } = marks;
  const booking = withAttendance(folded, marks);
  if (placeChange) return booking;
  const marked = closedSince ? asMarked(booking, true) : booking;
  return notApprovedSince ? asLate(marked) : marked;
}

/** The attributes of a place and its marks that go when the place changes, or when the booking waits no more. */
export const placeRemovals = (placeChange: Change, booking: Booking | undefined): string[] => [
  ...(placeChange ? ['closedSince', ...(placeChange.place ? [] : ['place'])] : []),
  ...(placeChange || booking?.state !== 'to-approve' ? ['notApprovedSince'] : []),
];
