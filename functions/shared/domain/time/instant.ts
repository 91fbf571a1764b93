import * as z from 'zod/mini';

/** A point in time as ISO 8601 text in UTC with milliseconds, so that text order is time order. */
export const Instant = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))
  .brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

/** ISO text of years outside 0 to 9999 is longer. */
const INSTANT_LENGTH = '2026-11-22T10:00:00.000Z'.length;

/** The instant of a count of milliseconds since 1970 UTC. Throws outside the years 0 to 9999. */
export function instantAt(epochMs: number): Instant {
  const text = new Date(epochMs).toISOString();
  // Text of this length from toISOString() is an Instant. Parsing each would cost too much time.
  return text.length === INSTANT_LENGTH ? (text as Instant) : Instant.parse(text);
}

export const epochMs = (instant: Instant): number => Date.parse(instant);

export const now = (): Instant => instantAt(Date.now());

/** The instant `ms` later, or earlier if negative. */
export const later = (instant: Instant, ms: number): Instant => instantAt(epochMs(instant) + ms);

/** The latest of those instants that are known. */
export const latestOf = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants
    .filter((instant) => instant !== undefined)
    .sort()
    .at(-1);

/** What has the latest time; `undefined` of nothing. */
export const newestOf = <Timed extends { at: Instant }>(all: readonly Timed[]): Timed | undefined =>
  all.toSorted((one, other) => (one.at < other.at ? 1 : -1))[0];

/** Whole seconds since 1970 UTC, as DynamoDB's TTL needs them. */
export const epochSeconds = (instant: Instant): number => Math.ceil(epochMs(instant) / 1000);

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
