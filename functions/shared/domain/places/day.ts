import * as z from 'zod/mini';
import { InvitationId } from '../invitation/invitation-id.ts';
import { ResourceId } from './service.ts';
import type { EpochMs } from './time-set.ts';

/** A date on the business's own clock, `2026-11-28`. */
export const LocalDate = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\d$/))
  .brand<'LocalDate'>();
export type LocalDate = z.infer<typeof LocalDate>;

/** A time of day on the business's own clock, `09:30`. */
export const WallTime = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))
  .brand<'WallTime'>();
export type WallTime = z.infer<typeof WallTime>;

/** Names an invitation and its hold or history entry, so that an old and a new place of one invitation stand apart. */
export const ClaimId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9:._-]{1,200}$/))
  .brand<'ClaimId'>();
export type ClaimId = z.infer<typeof ClaimId>;

/** The claim of an invitation's hold or history entry. */
export const claimIdFor = (invitationId: InvitationId, entryId: string): ClaimId =>
  ClaimId.parse(`${invitationId}:${entryId}`);

/** Why a start is refused, unless an override lifts it. */
export const LiftableReason = z.enum([
  'start-in-past',
  'too-soon',
  'too-far',
  'off-step',
  'outside-opening-hours',
  'slot-taken',
]);
export type LiftableReason = z.infer<typeof LiftableReason>;

/**
 * What a claim takes of its resource. `from` and `to` include the buffers, as they were when it was made, so that later
 * changes of the service move no claim. They are numbers: half the size of texts, and compared without parsing.
 */
const taken = { invitationId: InvitationId, from: z.int(), to: z.int(), units: z.int() };

/** Ends by itself at `until`. */
export const HoldClaim = z.object({ kind: z.literal('hold'), ...taken, until: z.int() });
export type HoldClaim = z.infer<typeof HoldClaim>;

/** Stands until it is released. `overridden` has what was lifted for it. */
export const BookingClaim = z.object({
  kind: z.literal('booking'),
  ...taken,
  overridden: z.optional(z.array(LiftableReason)),
});
export type BookingClaim = z.infer<typeof BookingClaim>;

export const Claim = z.discriminatedUnion('kind', [HoldClaim, BookingClaim]);
export type Claim = z.infer<typeof Claim>;

const ClosedSpan = z.object({
  from: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  to: z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)),
});

/** One day's part of a closure: between `from` and `to` only `open` holds, in place of all that was said before `at`. */
export const DayClosure = z.extend(ClosedSpan, { open: z.array(ClosedSpan), at: z.int() });
export type DayClosure = z.infer<typeof DayClosure>;

/** A resource and a local date. */
export const DayKey = z.object({ resource: ResourceId, date: LocalDate });
export type DayKey = z.infer<typeof DayKey>;

/** Where a claim stands. */
export const StoredPlace = z.object({ claimId: ClaimId, days: z.array(DayKey) });
export type StoredPlace = z.infer<typeof StoredPlace>;

/** The days of some places, as far as there are any. */
export const daysOf = (places: readonly (StoredPlace | undefined)[]): DayKey[] =>
  places.filter((place) => place !== undefined).flatMap(({ days }) => days);

/**
 * What is known of one resource on one local date. It speaks for that date only: a claim that crosses midnight stands
 * in the days of both dates. `rev` counts the writes; 0 means that the day was never written.
 */
export const Day = z.extend(DayKey, {
  rev: z.int(),
  claims: z.record(z.string(), Claim),
  /** By the closure's id. */
  hours: z.optional(z.record(z.string(), DayClosure)),
});
export type Day = z.infer<typeof Day>;

/** The one meaning of "expired", for those who look, those who claim and those who confirm. */
export const hasEnded = (claim: Claim, now: EpochMs): boolean => claim.kind === 'hold' && claim.until <= now;

/** So many claims leave a day's item below the 400 KB that DynamoDB takes, whatever the capacity. */
const MOST_CLAIMS = 1_000;

/** Only overrides and unlimited resources get a day so far. */
export const isOverfull = ({ claims }: Day): boolean => Object.keys(claims).length > MOST_CLAIMS;

/** A day that was never written: nothing is claimed, the weekly hours hold. */
export const emptyDay = ({ resource, date }: DayKey): Day => ({ resource, date, rev: 0, claims: {} });

/** Tells the days of a list by resource and date. One that is not in the list is empty. */
export function dayFinder(days: readonly Day[]): (key: DayKey) => Day {
  const known = new Map(days.map((day) => [textOf(day), day]));
  return (key) => known.get(textOf(key)) ?? emptyDay(key);
}

const textOf = ({ resource, date }: DayKey): string => `${resource}#${date}`;
