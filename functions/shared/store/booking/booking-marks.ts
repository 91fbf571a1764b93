import { asLate } from '../../domain/booking/approval.ts';
import { withAttendance } from '../../domain/booking/attended-booking.ts';
import type { Booking } from '../../domain/booking/booking-history.ts';
import { asMarked } from '../../domain/booking/closed-booking.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { StoredPlace } from '../../domain/places/day.ts';

type Change = { place: StoredPlace | undefined } | undefined;

type Marks = Pick<Invitation, 'booking' | 'closedSince' | 'notApprovedSince' | 'attendance' | 'customerConfirmed'>;

/** Whether a booking still waits for the decision that was due when it was read: the same form again asks for no other. */
const stillWaits = (booking: Booking | undefined, { booking: before }: Marks): boolean =>
  booking?.state === 'to-approve' && booking.approveBy === before?.approveBy;

/**
 * A booking with what is no entry of its history: who comes and who came, that a closure lies over it, or that nobody
 * decided on it in time. `marks` are those of the booking as it was read. That of a closure stays while the place is not
 * judged anew.
 */
export function withMarks(folded: Booking | undefined, marks: Marks, placeChange: Change): Booking | undefined {
  const { closedSince, notApprovedSince } = marks;
  const booking = withAttendance(folded, marks);
  const marked = closedSince && !placeChange ? asMarked(booking, true) : booking;
  return notApprovedSince && stillWaits(marked, marks) ? asLate(marked) : marked;
}

/** The attributes of a place and its marks that go when the place changes, or when the booking waits no more. */
export const placeRemovals = (placeChange: Change, booking: Booking | undefined, marks: Marks): string[] => [
  ...(placeChange ? ['closedSince', ...(placeChange.place ? [] : ['place'])] : []),
  ...(stillWaits(booking, marks) ? [] : ['notApprovedSince']),
];
