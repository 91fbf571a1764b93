import * as z from 'zod/mini';
import { MOST_AHEAD_MS } from '../engine/invocation.ts';
import type { Item } from '../model/expressions.ts';
import { CLINIC_PLACES } from '../story/clinic-terms.ts';
import {
  bookingsIn,
  daysIn,
  type StoredBooking,
  type StoredClaim,
  type StoredDay,
  type Taken,
  takenBy,
} from './clinic.ts';
import { isTombstone } from './items.ts';
import type { PromiseId, Violation } from './violation.ts';

type Items = ReadonlyMap<string, Item>;

const broken = (promise: PromiseId, what: string): Violation => ({ promise, what });

/** The hold of an invitation, as it says itself. */
const Held = z.optional(
  z.object({ claimId: z.string(), days: z.array(z.object({ resource: z.string(), date: z.string() })) }),
);

type Interval = { invitationId: string; from: number; to: number };

const capacities = new Map(CLINIC_PLACES.resources.map(({ id, capacity = 1 }) => [id, capacity]));

/** The most invitations that have a place in a resource at one moment. Each counts once: it may hold where it might move. */
function most(intervals: readonly Interval[]): number {
  const at = intervals.map(
    ({ from }) =>
      new Set(intervals.filter((one) => one.from <= from && from < one.to).map(({ invitationId }) => invitationId))
        .size,
  );
  return Math.max(0, ...at);
}

/**
 * Whether a claim keeps others away from its place. A hold may count as over 15 s before it is, by a clock that is ahead;
 * who overrides that a place is taken takes none.
 */
const isTaking = ({ until, overridden = [] }: StoredClaim, now: number): boolean =>
  until === undefined ? !overridden.includes('slot-taken') : until > now + MOST_AHEAD_MS;

/** Promise 11: the places taken never exceed the capacity, neither by the claims nor by the bookings themselves. */
function judgeCapacity(days: readonly StoredDay[], taken: readonly Taken[], now: number): Violation[] {
  const byClaims = days.map(({ resource, date, claims }) => {
    return { resource, date, count: most(Object.values(claims).filter((claim) => isTaking(claim, now))) };
  });
  const counted = taken.filter(({ isOverridden }) => !isOverridden);
  const keys = new Set(counted.flatMap(({ at }) => at));
  const byBookings = [...keys].map((key) => {
    const [resource = '', date = ''] = key.split('#');
    return { resource, date, count: most(counted.filter(({ at }) => at.includes(key))) };
  });
  return [...byClaims, ...byBookings]
    .filter(({ resource, count }) => count > (capacities.get(resource) ?? 0))
    .map(({ resource, date, count }) => broken(11, `${count} at once in ${resource} on ${date}`));
}

const mark = (claimId: string, key: string, { invitationId, from, to }: Interval) =>
  `${claimId} of ${invitationId} in ${key} from ${from} to ${to}`;

/** Whether nothing is left of an invitation, or of its booking, for which a place could be kept. */
function isOver(items: Items, bookings: readonly StoredBooking[], invitationId: string): boolean {
  if (isTombstone(items.get(`invitation#${invitationId}`))) return true;
  return bookings.find((one) => one.invitationId === invitationId)?.booking?.state === 'cancelled';
}

/** What is wrong with a hold in a day: its invitation is erased, has another hold, or has lost a part of this one. */
function faultsOfHold(
  items: Items,
  days: readonly StoredDay[],
  [claimId, { invitationId, until = 0 }]: [string, StoredClaim],
  now: number,
  text: string,
): Violation[] {
  const invitation = items.get(`invitation#${invitationId}`);
  if (isTombstone(invitation)) return [broken('release', `a hold outlives an erasure: ${text}`)];
  if (until <= now + MOST_AHEAD_MS) return [];
  const held = Held.parse(invitation?.['held']);
  const isWhole = held?.days.every((key) =>
    days.some(({ resource, date, claims }) => resource === key.resource && date === key.date && claims[claimId]),
  );
  return held?.claimId === claimId && isWhole ? [] : [broken('claims', `a part of a hold: ${text}`)];
}

/** What of the claims in a day has no booking for it, or outlives its invitation. */
function strayClaims(
  items: Items,
  days: readonly StoredDay[],
  bookings: readonly StoredBooking[],
  due: ReadonlySet<string>,
  { resource, date, claims }: StoredDay,
  now: number,
): Violation[] {
  return Object.entries(claims).flatMap(([claimId, claim]): Violation[] => {
    const text = mark(claimId, `${resource}#${date}`, claim);
    if (claim.kind === 'hold') return faultsOfHold(items, days, [claimId, claim], now, text);
    if (due.has(text)) return [];
    const promise = isOver(items, bookings, claim.invitationId) ? 'release' : 'claims';
    return [broken(promise, `a claim without its booking: ${text}`)];
  });
}

/** Each booking has exactly its claims, no claim lacks its booking, and what is over leaves none. */
function judgeClaims(
  items: Items,
  days: readonly StoredDay[],
  bookings: readonly StoredBooking[],
  taken: readonly Taken[],
  now: number,
): Violation[] {
  const due = new Set(taken.flatMap((one) => one.at.map((key) => mark(one.claimId, key, one))));
  const stored = new Set(
    days.flatMap(({ resource, date, claims }) =>
      Object.entries(claims).map(([claimId, claim]) => mark(claimId, `${resource}#${date}`, claim)),
    ),
  );
  const missing = [...due].filter((text) => !stored.has(text));
  return [
    ...days.flatMap((day) => strayClaims(items, days, bookings, due, day, now)),
    ...missing.map((text) => broken('claims', `a booking without its claim: ${text}`)),
  ];
}

/** What is wrong with the places at this moment. It holds at every moment between two writes. */
export function judgePlaces(items: Items, now: number): Violation[] {
  const days = daysIn(items);
  const bookings = bookingsIn(items);
  const taken = bookings.flatMap((one) => takenBy(one) ?? []);
  return [...judgeCapacity(days, taken, now), ...judgeClaims(items, days, bookings, taken, now)];
}
