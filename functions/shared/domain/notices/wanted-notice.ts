import { foldHistory, inOrder } from '../booking/booking-history.ts';
import { holdsPlace } from '../booking/booking-state.ts';
import { openRequest } from '../booking/form-request.ts';
import type { BusinessTerms } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { Instant } from '../time/instant.ts';
import { type DeclinedRequest, declinedRequest, declinedWords } from './declined.ts';
import type { Notice, NoticeEnd, NoticePurpose } from './notice.ts';
import { type BookingPurpose, type DatedBooking, isDated, type NoticeWords, noticeWords } from './notice-text.ts';
import { refusalWords, refusedForm } from './refusal.ts';
import {
  believedNotices,
  contentOf,
  declinedContent,
  isKnownAlready,
  isOutdated,
  refusalContent,
} from './told-content.ts';

/** How a notice ends before anything is sent. */
type EndAtOnce =
  | { state: 'not-told'; reason: Extract<NoticeEnd, { state: 'not-told' }>['reason'] }
  | { state: 'not-needed'; reason: Extract<NoticeEnd, { state: 'not-needed' }>['reason'] };

/** What a version of a booking has to tell, and how that ends where nothing is to be sent. */
export type WantedNotice = { purpose: NoticePurpose; content: string; end?: EndAtOnce };

const notTold = (reason: Extract<EndAtOnce, { state: 'not-told' }>['reason']): EndAtOnce => ({
  state: 'not-told',
  reason,
});
const notNeeded = (reason: Extract<EndAtOnce, { state: 'not-needed' }>['reason']): EndAtOnce => ({
  state: 'not-needed',
  reason,
});

/** What is the business's own affair. */
const OWN_AFFAIR = ['overlap', 'not-approved'];

/** A time that was read, and nothing that a person has to look at first. */
const isSettled = ({ attention }: DatedBooking): boolean => attention.every((reason) => OWN_AFFAIR.includes(reason));

const newestEntry = ({ history }: Invitation) => inOrder(history).at(-1)?.entry;

/** The booking before the newest entry. */
function bookingBefore({ history }: Invitation, { booking }: BusinessTerms) {
  const before = inOrder(history).slice(0, -1);
  return foldHistory(Object.fromEntries(before.map(({ id, entry }) => [id, entry])), booking);
}

/** A booking that the customer knows has changed, and one that the business moved; any other is new to them. */
function purposeOf(
  booking: DatedBooking,
  content: string,
  words: NoticeWords,
  { invitation, notices, contract }: NoticeFacts,
): BookingPurpose {
  if (booking.state === 'cancelled') return 'cancelled';
  if (booking.state === 'to-approve') return 'requested';
  const known = believedNotices(notices).at(0);
  if (known && (known.purpose === 'booked' || known.purpose === 'changed')) return 'changed';
  if (newestEntry(invitation)?.kind !== 'change') return 'booked';
  const before = bookingBefore(invitation, contract);
  const wasBooked = before?.state === 'booked' && isDated(before) && isSettled(before);
  return wasBooked && contentOf(before, words) !== content ? 'changed' : 'booked';
}

type NoticeFacts = { invitation: Invitation; notices: readonly Notice[]; contract: BusinessTerms };

/** A refused form is answered once with free times. Who is refused again hears from a person. */
function wantedRefusal({ id }: { id: string }, { invitation, notices }: NoticeFacts): WantedNotice {
  const wanted = { purpose: 'refused' as const, content: refusalContent(id) };
  if (isKnownAlready(wanted.content, notices)) return { ...wanted, end: notNeeded('unchanged') };
  const isSecond = notices.some(({ purpose, attempts }) => purpose === 'refused' && attempts.length > 0);
  return isSecond || !invitation.recipient ? { ...wanted, end: notTold('needs-attention') } : wanted;
}

/** What was declined is told with the reason and free times. */
function wantedDecline(
  { id }: DeclinedRequest,
  booking: DatedBooking,
  { invitation, notices, contract }: NoticeFacts,
  now: Instant,
): WantedNotice {
  const wanted = { purpose: 'declined' as const, content: declinedContent(id) };
  if (isKnownAlready(wanted.content, notices)) return { ...wanted, end: notNeeded('unchanged') };
  if (booking.startsAt <= now) return { ...wanted, end: notNeeded('past') };
  if (!invitation.recipient) return { ...wanted, end: notTold('no-address') };
  return declinedWords(invitation, contract) ? wanted : { ...wanted, end: notTold('no-text') };
}

/** Why nothing is sent about a booking; `undefined` if it has to be told. */
function endOf(
  booking: DatedBooking,
  { purpose, content }: WantedNotice & { purpose: BookingPurpose },
  words: NoticeWords,
  { invitation, notices }: NoticeFacts,
  now: Instant,
): EndAtOnce | undefined {
  if (isKnownAlready(content, notices)) return notNeeded('unchanged');
  const newest = newestEntry(invitation);
  const latest = notices.at(-1);
  const isUntold = latest !== undefined && (latest.end === undefined || isOutdated(notices));
  if (newest?.kind === 'placement' && !isUntold) return notNeeded('placed');
  if (holdsPlace(booking) && !isSettled(booking)) return notTold('needs-attention');
  if (booking.startsAt <= now) return notNeeded('past');
  if (!invitation.recipient) return newest?.kind === 'booking' ? notNeeded('by-hand') : notTold('no-address');
  return words.texts[purpose] ? undefined : notTold('no-text');
}

/**
 * What the customer has to be told of the booking as it is now. `undefined` while nothing was booked or the place of a
 * form is undecided, and where the contract has no texts: then the business tells its customers itself.
 */
export function wantedNotice(facts: NoticeFacts, now: Instant): WantedNotice | undefined {
  const { invitation, contract } = facts;
  const { booking } = invitation;
  const form = refusedForm(invitation);
  if (form && refusalWords(invitation, contract)) return wantedRefusal(form, facts);
  const words = noticeWords(invitation, contract);
  const declined = declinedRequest(invitation);
  if (declined && isDated(booking) && (words || declinedWords(invitation, contract)))
    return wantedDecline(declined, booking, facts, now);
  if (!booking || !words) return undefined;
  if (!isDated(booking) || booking.state === 'requested') {
    if (openRequest(invitation.history)) return undefined;
    const content = refusalContent(inOrder(invitation.history).at(-1)?.key ?? '');
    return { purpose: 'booked', content, end: notTold('needs-attention') };
  }
  const content = contentOf(booking, words);
  const purpose = purposeOf(booking, content, words, facts);
  const end = endOf(booking, { purpose, content }, words, facts, now);
  return { purpose, content, ...(end && { end }) };
}
