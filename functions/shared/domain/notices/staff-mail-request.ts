import { needsAttention } from '../booking/attention.ts';
import type { ToldEvent } from '../events/appointment-event.ts';
import { momentInWords, shortTime } from './staff-mail-times.ts';
import type { StaffMailWords } from './staff-mail-words.ts';

type Request = ToldEvent['detail'];

/** Whether an event is of a booking that waits for somebody of the business. */
export const isRequest = ({ booking }: Request): boolean => booking.state === 'to-approve';

const isLate = ({ booking }: Request): boolean => booking.attention.includes('not-approved');

/** What staff read in the subject about a booking that waits for approval. */
export function requestSubject(request: Request, words: StaffMailWords): string {
  const { booking, change } = request;
  const { notDecided, pleaseApprove, waitsForApproval } = words.subjects;
  const [when, mark] = [shortTime(booking, words), needsAttention(booking) ? words.needsAttentionMark : ''];
  if (isLate(request)) return `${notDecided}: ${when}`;
  return `${change.kind === 'completion' ? pleaseApprove : waitsForApproval}${mark}: ${when}`;
}

/** What happened, as the first line of the e-mail. */
export function requestHappening(request: Request, { happenings }: StaffMailWords): string {
  const { change, previous } = request;
  if (change.kind === 'attention') return isLate(request) ? happenings.notDecided : happenings.requestAttention;
  if (change.kind !== 'completion') return happenings.requestCorrected;
  return previous?.state === 'booked' ? happenings.wantsToMove : happenings.asks;
}

/** By when staff decide. */
export const decideBy = ({ booking: { approveBy, timeZone } }: Request, words: StaffMailWords): string | undefined =>
  approveBy && `${momentInWords(approveBy, timeZone, words)} (${timeZone})`;
