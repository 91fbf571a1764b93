import * as z from 'zod/mini';
import type { Invitation } from '../invitation/invitation.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import type { Instant } from '../time/instant.ts';
import { Booking, newestTime } from './booking-history.ts';
import { holdsPlace } from './booking-state.ts';

/** A booking as people and consumers see it: with what only other bookings can tell. */
export const ReviewedBooking = z.extend(Booking, {
  /** The invitations it overlaps with; `attention` says `overlap` then. */
  overlapsWith: z.optional(z.array(InvitationId)),
});
export type ReviewedBooking = z.infer<typeof ReviewedBooking>;

type BookingFacts = Pick<Invitation, 'booking' | 'overlapsWith'>;

/** The booking with what the check of its overlaps found, or `undefined` while nothing was completed. */
export function reviewedBooking({ booking, overlapsWith }: BookingFacts): ReviewedBooking | undefined {
  if (!holdsPlace(booking) || !overlapsWith?.size) return booking;
  return { ...booking, attention: [...booking.attention, 'overlap'], overlapsWith: [...overlapsWith].sort() };
}

/** Whether a person should look at the booking. Nobody needs to look at one that is cancelled. */
export const needsAttention = (booking: Pick<ReviewedBooking, 'state' | 'attention'> | undefined): boolean =>
  booking !== undefined && booking.state !== 'cancelled' && booking.attention.length > 0;

type FormErrorFacts = Pick<Invitation, 'formError' | 'newestEntry'> & Partial<Pick<Invitation, 'history'>>;

/** Whether a phone could not use an answer of the form, and nothing came of the form since. */
export const hasOpenFormError = ({ formError, newestEntry = '', history = {} }: FormErrorFacts): boolean =>
  formError !== undefined && newestEntry < formError.at && (newestTime(history) ?? '') < formError.at;

/** One check of an invitation: whether its booking overlaps another, and whether a booking change triggered the check. */
export type AttentionCheck = {
  overlap?: { with: InvitationId; isThere: boolean };
  /** When the table took the checked write. */
  at: Instant;
  /** The booking itself gives a new reason for attention. */
  hasNewReason: boolean;
};

/** The result of a check: the overlap to add or to remove, and since when the invitation needs attention, if it does. */
export type AttentionChange = { added?: InvitationId; removed?: InvitationId; since: Instant | undefined };

/** The worklist shows an invitation on the day of its newest reason. */
function sinceWhen(known: Instant | undefined, at: Instant, isNewReason: boolean): Instant {
  return known === undefined || (isNewReason && known < at) ? at : known;
}

/** A booking names so many others: whoever is one of more than these sees that the time is taken many times. */
export const MOST_OVERLAPS = 20;

/** The change to write after a check, or `undefined` if nothing changes. */
export function outcomeOf(
  { overlap, at, hasNewReason }: AttentionCheck,
  seen: BookingFacts & Pick<Invitation, 'attentionSince'> & FormErrorFacts,
): AttentionChange | undefined {
  const overlapsWith = new Set(seen.overlapsWith);
  const isKnown = overlap !== undefined && overlapsWith.has(overlap.with);
  const hasRoom = overlapsWith.size < MOST_OVERLAPS;
  const added = overlap?.isThere && !isKnown && hasRoom ? overlap.with : undefined;
  const removed = overlap && !overlap.isThere && isKnown ? overlap.with : undefined;
  if (added) overlapsWith.add(added);
  if (removed) overlapsWith.delete(removed);

  const isNewReason = added !== undefined || hasNewReason;
  const isNeeded = needsAttention(reviewedBooking({ booking: seen.booking, overlapsWith })) || hasOpenFormError(seen);
  const since = isNeeded ? sinceWhen(seen.attentionSince, at, isNewReason) : undefined;
  if (!added && !removed && since === seen.attentionSince) return undefined;
  return { ...(added && { added }), ...(removed && { removed }), since };
}
