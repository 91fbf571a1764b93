import { Temporal } from 'temporal-polyfill';
import { v5, v7 } from 'uuid';
import type { BusinessTerms } from '../business-terms.ts';
import { Refusal } from '../delivery/refusal.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { InvitationId, RequestKey } from '../invitation/invitation-id.ts';
import { malformed } from '../malformed.ts';
import type { Actor } from '../people/actor.ts';
import { epochMs, type Instant, instantAt, later } from '../time/instant.ts';
import { inZone } from '../time/local-time.ts';
import { waitingFor } from './approval.ts';
import { type Booking, type BookingChanges, type HistoryEntry, timeOfNext } from './booking-history.ts';
import { type BookingChangeBody, type Decision, decisionHash } from './booking-request.ts';

/** Namespaces the ids of entries whose request carried a key (a random UUID, fixed for ever). */
const NAMESPACE = 'c1d3a9f4-52b7-4c0e-9a55-0e8e6c2b7d16';

/** The entry's id in the history: the same key always gives the same id, without a key every call gives a new one. */
export const decisionId = (invitationId: InvitationId, key: RequestKey | undefined): string =>
  key ? v5(`${invitationId}\n${key.kind}\n${key.value}`, NAMESPACE) : v7();

function startOf({ date, time }: BookingChangeBody, { timeZone }: BusinessTerms['booking']): Instant | undefined {
  if (date === undefined || time === undefined) return undefined;
  const { moment, isSkipped } = inZone(Temporal.PlainDate.from(date), Temporal.PlainTime.from(time), timeZone);
  if (isSkipped)
    throw malformed({ field: 'time', rule: `does not exist on this date in ${timeZone}, where the clocks go forward` });
  return instantAt(moment.epochMilliseconds);
}

/** Start, end and zone always go together: an entry that comes in between must not tear them apart. */
function timesOf(
  asked: BookingChangeBody,
  { startsAt, endsAt, ...booking }: Booking,
  policy: BusinessTerms['booking'],
): BookingChanges {
  if (asked.date === undefined && asked.durationMinutes === undefined) return {};
  const set = startOf(asked, policy);
  const start = set ?? startsAt;
  if (!start) throw malformed({ field: 'durationMinutes', rule: 'needs date and time, as the booking has none yet' });
  const before = startsAt && endsAt ? epochMs(endsAt) - epochMs(startsAt) : policy.durationMinutes * 60_000;
  const lengthMs = asked.durationMinutes === undefined ? before : asked.durationMinutes * 60_000;
  const { timeZone } = set ? policy : booking;
  return { startsAt: start, endsAt: later(start, lengthMs), timeZone };
}

/** The booking that stands, or is asked for. Throws Refusal `nothing-booked`. */
export function bookedIn({ booking }: Pick<Invitation, 'booking'>): Booking {
  if (!booking) throw new Refusal('nothing-booked', 'The customer has not booked by this invitation.');
  if (booking.state !== 'cancelled') return booking;
  throw new Refusal('nothing-booked', 'This booking is cancelled: it takes a new form of the customer to book again.');
}

/** A decision, and who made it. */
export type Decided = { decision: Decision; actor: Actor };

/**
 * The decision as an entry of the invitation's history, newer than all in it; of a change with the place that was
 * claimed for it, if any. Throws Refusal `nothing-booked` if there is no booking to decide about, `nothing-to-approve` if
 * none waits for approval, or `malformed` if the change does not fit it.
 */
export function decisionEntry(
  { decision, actor }: Decided,
  invitation: Pick<Invitation, 'booking' | 'history'>,
  policy: BusinessTerms['booking'],
  now: Instant,
  placed?: BookingChanges,
): HistoryEntry {
  const entry = { at: timeOfNext(invitation.history, now), actor, requestHash: decisionHash(decision) };
  if (decision.kind === 'approval' || decision.kind === 'refusal') {
    const waiting = waitingFor(invitation, decision.seen);
    return decision.kind === 'approval'
      ? { kind: 'approval', ...entry, ...waiting }
      : { kind: 'cancellation', ...entry, ...decision.asked, declined: true };
  }
  const booking = bookedIn(invitation);
  if (decision.kind === 'cancellation') return { kind: 'cancellation', ...entry, ...decision.asked };
  const { service, customerName, notes } = decision.asked;
  const changes = {
    ...(placed ?? timesOf(decision.asked, booking, policy)),
    ...(!placed && service !== undefined && { service }),
    ...(customerName !== undefined && { customerName }),
    ...(notes !== undefined && { notes }),
  };
  return { kind: 'change', ...entry, changes };
}
