import type { BusinessTerms } from '../business-terms.ts';
import { Refusal } from '../delivery/refusal.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { type Instant, later } from '../time/instant.ts';
import type { AttentionReason } from './booking.ts';
import type { Booking } from './booking-history.ts';
import { holdsPlace } from './booking-state.ts';
import type { PlacedForm } from './form-place.ts';
import type { placedAs } from './placed-booking.ts';
import { isSamePlace, type WaitingPlace, waitingPlace } from './waiting-place.ts';

/** By when staff decide on what a customer asks for, if the contract says nothing else. */
export const DEFAULT_APPROVE_WITHIN_MINUTES = 240;

const LATE: AttentionReason = 'not-approved';

type Placed = ReturnType<typeof placedAs>;
type Policy = Pick<BusinessTerms['booking'], 'approval' | 'approveWithinMinutes'>;

/** Whether a place is the one that a booking has. */
const isPlaceOf = ({ startsAt, endsAt, service, resources }: Placed, booking: Booking): boolean =>
  startsAt === booking.startsAt &&
  endsAt === booking.endsAt &&
  service === booking.service &&
  String(resources) === String(booking.resources);

/** By when the place that a customer takes is to be approved; `undefined` if nobody has to. */
function approveBy(
  placed: Placed,
  booking: Booking | undefined,
  { approval, approveWithinMinutes = DEFAULT_APPROVE_WITHIN_MINUTES }: Policy,
  now: Instant,
): Instant | undefined {
  if (approval !== 'manual') return undefined;
  // Who sends the same form again asks for nothing new: what was approved stays so, and what waits is not put off.
  if (holdsPlace(booking) && isPlaceOf(placed, booking)) return booking.approveBy;
  return later(now, approveWithinMinutes * 60_000);
}

/** What became of a form that got its place: it is booked, or waits for approval. */
export function placedForm(
  placed: Placed,
  { booking }: Pick<Invitation, 'booking'>,
  policy: Policy,
  now: Instant,
): PlacedForm {
  const due = approveBy(placed, booking, policy, now);
  return { outcome: 'placed', ...placed, ...(due && { approveBy: due }) };
}

/**
 * What waits for a decision, which is what was seen if that is given. Throws Refusal `nothing-to-approve` if nothing waits, or
 * something else does.
 */
export function waitingFor({ booking }: Pick<Invitation, 'booking'>, seen: WaitingPlace | undefined): WaitingPlace {
  const waiting = waitingPlace(booking);
  if (waiting && isSamePlace(waiting, seen ?? waiting)) return waiting;
  throw new Refusal('nothing-to-approve', 'Nothing of this invitation waits for approval.');
}

/** A booking with the mark that nobody decided on it in time, while it waits. */
export const asLate = <Some extends Booking | undefined>(booking: Some): Some =>
  booking?.state === 'to-approve' && !booking.attention.includes(LATE)
    ? { ...booking, attention: [...booking.attention, LATE] }
    : booking;
