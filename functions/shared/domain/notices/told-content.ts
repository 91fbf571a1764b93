import { createHash } from 'node:crypto';
import { resourceShown, serviceShown } from '../booking/placement.ts';
import { type Notice, type NotTold, stateOf } from './notice.ts';
import type { DatedBooking, NoticeWords } from './notice-text.ts';

const hashOf = (facts: unknown[]): string => createHash('sha256').update(JSON.stringify(facts)).digest('base64url');

/**
 * What a customer is told of a booking, as a hash: the same hash says the same. It covers what the contract's texts
 * name, but not the customer's own name, which is no news to them.
 */
export function contentOf(booking: DatedBooking, { texts }: NoticeWords): string {
  if (booking.state === 'cancelled') return hashOf(['cancelled', booking.startsAt]);
  const isWaiting = booking.state === 'to-approve';
  const read = isWaiting ? [texts.requested] : [texts.booked, texts.changed];
  const shown = (placeholder: string, value: string | undefined) =>
    read.some((text) => text?.includes(`{{${placeholder}}}`)) ? (value ?? null) : null;
  return hashOf([
    isWaiting ? 'to-approve' : 'booked',
    booking.startsAt,
    shown('service', serviceShown(booking)),
    shown('resource', resourceShown(booking)),
  ]);
}

/** What a customer is told of a request that was declined by this entry of its history. */
export const declinedContent = (entryId: string): string => hashOf(['declined', entryId]);

/** What a customer is told of a form that was refused. */
export const refusalContent = (formId: string): string => hashOf(['refused', formId]);

/** Whether a message of the notice may have reached the customer, although nobody knows. */
export function mayHaveArrived({ attempts, end }: Notice): boolean {
  if (end?.state === 'not-told' && end.reason === 'no-news') return true;
  return attempts.some(
    ({ outcome, failure }) => outcome === undefined || outcome === 'unknown' || (outcome === 'accepted' && !failure),
  );
}

/** The customer knows what this notice says: it was told, by message or by phone, or they agreed it with the business. */
const isKnown = (notice: Notice): boolean =>
  stateOf(notice) === 'told' ||
  notice.called !== undefined ||
  (notice.end?.state === 'not-needed' && notice.end.reason === 'by-hand');

/** What the customer may believe, newest first: all that may have reached them since they certainly knew something. */
export function believedNotices(notices: readonly Notice[]): Notice[] {
  const believed: Notice[] = [];
  for (const notice of notices.toReversed()) {
    if (isKnown(notice)) return [...believed, notice];
    if (mayHaveArrived(notice)) believed.push(notice);
  }
  return believed;
}

/** Whether the customer knows a content already, whatever of the notices before reached them. */
export function isKnownAlready(content: string, notices: readonly Notice[]): boolean {
  const believed = believedNotices(notices);
  return believed.length > 0 && believed.every((notice) => notice.content === content);
}

/** Says nothing of its own: the notice before it with the same content, or the one before, speaks for it. */
const SAYS_NOTHING = ['unchanged', 'placed'];
export const saysNothing = ({ end }: Notice): boolean =>
  end?.state === 'not-needed' && SAYS_NOTHING.includes(end.reason);

const isPlaced = ({ end }: Notice): boolean => end?.state === 'not-needed' && end.reason === 'placed';

/**
 * The notice that says whether the customer knows the booking as it is now: the newest one, or the earlier one that
 * told the same. `undefined` before the first, and where the earlier one was given up for the newest.
 */
export function decisiveNotice(notices: readonly Notice[]): Notice | undefined {
  const newest = notices.findLast((notice) => !isPlaced(notice));
  if (!newest || !saysNothing(newest)) return newest;
  const earlier = notices.filter(({ end }) => end?.state !== 'not-needed' || end.reason === 'by-hand');
  return earlier.findLast(({ content }) => content === newest.content);
}

/**
 * Whether the newest notice said that the customer knows all of it, and that is so no more: a message that says something
 * else arrived after all, or the notice that spoke for this one was given up.
 */
export function isOutdated(notices: readonly Notice[]): boolean {
  const newest = notices.findLast((notice) => !isPlaced(notice));
  if (!newest || !saysNothing(newest)) return false;
  const decisive = decisiveNotice(notices);
  // One that did not reach the customer is sent again, or marked.
  if (decisive && !isKnown(decisive)) return false;
  const believed = believedNotices(notices);
  return believed.some(({ content }) => content !== newest.content) || (!decisive && believed.length === 0);
}

/**
 * Whether something else was taken by the provider since: an attempt of this notice would have the customer read an older
 * version after a newer one.
 */
export const isOvertaken = (notice: Notice, notices: readonly Notice[]): boolean =>
  notices.some(
    ({ revision, attempts }) =>
      revision > notice.revision && attempts.some(({ outcome }) => outcome !== undefined && outcome !== 'refused'),
  );

/** The mark that an invitation has while its customer does not know the booking as it is now, and nobody called them. */
export function notToldMark(notices: readonly Notice[]): NotTold | undefined {
  const decisive = decisiveNotice(notices);
  if (decisive?.end?.state !== 'not-told' || decisive.called) return undefined;
  const { revision, purpose, end } = decisive;
  return { revision, purpose, reason: end.reason, since: end.at };
}
