import { needsAttention } from '../booking/attention.ts';
import type { ToldEvent } from '../events/appointment-event.ts';
import { momentInWords, shortTime } from './staff-mail-times.ts';

type Request = ToldEvent['detail'];

/** Whether an event is of a booking that waits for somebody of the business. */
export const isRequest = ({ booking }: Request): boolean => booking.state === 'to-approve';

const isLate = ({ booking }: Request): boolean => booking.attention.includes('not-approved');

/** What staff read in the subject about a booking that waits for approval. */
export function requestSubject(request: Request): string {
  const { booking, change } = request;
  const [when, mark] = [shortTime(booking), needsAttention(booking) ? ' (needs attention)' : ''];
  if (isLate(request)) return `Not decided yet: ${when}`;
  if (change.kind === 'completion') return `Please approve${mark}: ${when}`;
  return `Waits for approval${mark}: ${when}`;
}

/** What happened, as the first line of the e-mail. */
export function requestHappening(request: Request): string {
  const { change, previous } = request;
  if (change.kind === 'attention') {
    return isLate(request)
      ? 'Nobody has approved or refused this appointment yet. It keeps its time.'
      : 'What needs attention has changed on an appointment that waits for approval.';
  }
  if (change.kind !== 'completion') return 'An appointment that waits for approval was corrected.';
  return previous?.state === 'booked'
    ? 'A customer wants to move an appointment. Please approve or refuse it.'
    : 'A customer asks for an appointment. Please approve or refuse it.';
}

/** By when staff decide. */
export const decideBy = ({ booking: { approveBy, timeZone } }: Request): string | undefined =>
  approveBy && `${momentInWords(approveBy, timeZone)} (${timeZone})`;

/** The calls that decide, where there is no console. */
export const requestRoutes = ({ invitationId }: Request): string[] => [
  `To approve it: POST /bookings/${invitationId}/approve`,
  `To refuse it: POST /bookings/${invitationId}/refuse {"reason": "..."}`,
];
