import * as z from 'zod/mini';
import { clockOf } from '../../functions/domain/places/support/minute-by-minute.ts';
import { Claims } from '../../support/stored-claims.ts';
import { CLINIC_SERVICES } from '../story/clinic-terms.ts';
import type { Try } from '../story/desk-requests.ts';
import { holdsPlace, readerOf, readOnce } from './items.ts';

/** What the promises about places look at, read apart from the product's own schemas, as in `items.ts`. */
const StoredDay = z.looseObject({
  type: z.literal('day'),
  resource: z.string(),
  date: z.string(),
  claims: Claims,
});
export type StoredDay = z.infer<typeof StoredDay>;
export type StoredClaim = StoredDay['claims'][string];

const StoredBooking = z.looseObject({
  invitationId: z.string(),
  origin: z.optional(z.string()),
  revision: z.number(),
  history: z.record(z.string(), z.looseObject({ kind: z.string(), at: z.string() })),
  booking: z.optional(
    z.looseObject({
      state: z.string(),
      service: z.optional(z.string()),
      startsAt: z.optional(z.string()),
      endsAt: z.optional(z.string()),
      resources: z.optional(z.array(z.string())),
      override: z.optional(z.object({ lifted: z.array(z.string()) })),
    }),
  ),
  place: z.optional(z.object({ claimId: z.string() })),
});
export type StoredBooking = z.infer<typeof StoredBooking>;

export const daysIn = readerOf('day', StoredDay);
/** All invitations with what was booked by them, however they came about. */
export const bookingsIn = readerOf('invitation', StoredBooking);
export const parseDay = readOnce(StoredDay);

/** The claim of a hold: a confirmation is named after it. */
export const holdOf = (invitationId: string | undefined, { body }: Try): string =>
  `${invitationId}:hold-${String(body['confirm_id']).replace('live-', '')}`;

const MINUTE = 60_000;
export const clock = clockOf('Europe/Madrid');

/** Where a booking that stands or waits for approval has its place: the resources and dates, and from when to when with its buffers. */
export type Taken = {
  claimId: string;
  invitationId: string;
  from: number;
  to: number;
  isOverridden: boolean;
  at: string[];
};

/** No appointment here lasts so long that it leaves out a date, and no change of the clocks is shorter. */
const LOOK_EVERY_MS = 15 * MINUTE;

const taken = new WeakMap<StoredBooking, Taken | undefined>();

/** The place that a booking says it has, as it is stored. */
export function takenBy(stored: StoredBooking): Taken | undefined {
  if (!taken.has(stored)) taken.set(stored, placeOf(stored));
  return taken.get(stored);
}

/** Worked out from the booking's times and the clinic's buffers. */
function placeOf({ invitationId, booking, place }: StoredBooking): Taken | undefined {
  if (!booking || !holdsPlace(booking.state) || !booking.resources || !booking.startsAt || !booking.endsAt)
    return undefined;
  const { bufferBefore = 0, bufferAfter = 0 } = CLINIC_SERVICES.get(booking.service ?? '') ?? {};
  const from = Date.parse(booking.startsAt) - bufferBefore * MINUTE;
  const to = Date.parse(booking.endsAt) + bufferAfter * MINUTE;
  const dates = new Set([clock(to - MINUTE).date]);
  for (let at = from; at < to; at += LOOK_EVERY_MS) dates.add(clock(at).date);
  return {
    claimId: place?.claimId ?? '',
    invitationId,
    from,
    to,
    isOverridden: booking.override?.lifted.includes('slot-taken') === true,
    at: booking.resources.flatMap((resource) => [...dates].sort().map((date) => `${resource}#${date}`)),
  };
}
