import { reviewedBooking } from '../booking/attention.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { about } from './about-invitation.ts';
import type { Announcement } from './event-details.ts';

function aboutAppointment(invitation: Invitation) {
  const booking = reviewedBooking(invitation);
  return booking && { booking };
}

/** Announces what staff noted of an appointment, once for each change. */
export function notedAttendance(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { attendance: noted } = invitation;
  const known = old?.attendance;
  if (!noted || (known?.at === noted.at && known.value === noted.value)) return [];
  const { startsAt, value, at, actor } = noted;
  const detail = {
    ...about(invitation, `attendance/${startsAt}/${at}`, at),
    ...aboutAppointment(invitation),
    startsAt,
    attendance: value,
    ...(known?.startsAt === startsAt && { previous: known.value }),
    actor,
  };
  return [{ detailType: 'Attendance Recorded', detail }];
}

/** Announces that the customer comes. That they said it even earlier is no news. */
export function confirmedAttendance(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { customerConfirmed: confirmed, revision } = invitation;
  if (!confirmed || old?.customerConfirmed?.startsAt === confirmed.startsAt) return [];
  const { startsAt, at } = confirmed;
  // A booking that was moved away and back has a newer revision: that the customer comes then is another fact.
  const fact = `confirmed/${startsAt}/${revision}`;
  const detail = { ...about(invitation, fact, at), ...aboutAppointment(invitation), startsAt };
  return [{ detailType: 'Attendance Confirmed', detail }];
}
