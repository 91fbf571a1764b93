import type { Invitation } from '../invitation/invitation.ts';
import type { Attendance, NotedAttendance } from './attendance.ts';
import type { Booking } from './booking-history.ts';

/** What was noted without the start, which the booking has. */
export const notedIn = ({ value, at, actor }: Attendance): NotedAttendance => ({ value, at, actor });

type Facts = Pick<Invitation, 'attendance' | 'customerConfirmed'>;

/** A booking with what is known of the customer's coming to it as it is: what was noted of another start is left out. */
export function withAttendance<Some extends Booking | undefined>(
  booking: Some,
  { attendance, customerConfirmed }: Facts,
): Some {
  if (booking?.state !== 'booked') return booking;
  const { startsAt } = booking;
  const isConfirmed = customerConfirmed !== undefined && customerConfirmed.startsAt === startsAt;
  const isNoted = attendance !== undefined && attendance.startsAt === startsAt;
  return {
    ...booking,
    ...(isConfirmed && { confirmedByCustomer: customerConfirmed.at }),
    ...(isNoted && { attendance: notedIn(attendance) }),
  };
}
