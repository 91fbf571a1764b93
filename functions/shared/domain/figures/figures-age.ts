import { messageDaysOf, type Retention } from '../delivery/messages-kept.ts';
import { DAY_MS, epochMs, HOUR_MS, type Instant } from '../time/instant.ts';
import type { TimeSpan } from '../time/time-span.ts';
import type { DayFigures } from './figures.ts';

/** So long after a day somebody may still read, book or come by an invitation of that day, and the figures follow. */
export const CHANGES_FOR_DAYS = 92;

/**
 * Whether a day can be counted: it has begun, and all that was made on it is still stored, with its messages, and may still
 * change.
 */
export function isCountable({ from }: TimeSpan, now: Instant, retention: Retention): boolean {
  const days = Math.min(CHANGES_FOR_DAYS, messageDaysOf(retention) - 1);
  return from <= now && epochMs(now) < epochMs(from) + days * DAY_MS;
}

/** An index, and the clocks of those who write, may be behind by less. */
const KNOWN_AFTER_MS = HOUR_MS;

/** Nothing was made on the day, and nothing will be. */
function isEmptyForEver({ total, countedAt }: DayFigures, { to }: TimeSpan): boolean {
  const isNothing = total.invited === 0 && total.byHand.booked === 0;
  return isNothing && epochMs(countedAt) > epochMs(to) + KNOWN_AFTER_MS;
}

const isOlderThan = (stored: DayFigures | undefined, day: TimeSpan, now: Instant, ms: number): boolean =>
  !stored || (!isEmptyForEver(stored, day) && epochMs(now) - epochMs(stored.countedAt) >= ms);

/** Whoever looks sees what is as old as this, at most, of the days that can be counted while they wait. */
const SHOWN_FOR_MS = 10_000;

/** Whether a day is counted again for somebody who looks at its figures. */
export const isStale = (stored: DayFigures | undefined, day: TimeSpan, now: Instant): boolean =>
  isOlderThan(stored, day, now, SHOWN_FOR_MS);

const LEAST_PAUSE_MS = 3 * HOUR_MS;
/** A schedule starts a little early or late. */
const JITTER_MS = 5 * 60_000;
/** The older a day, the less becomes of it. */
const PART_OF_AGE = 1 / 2;

/**
 * Whether a day is due to be counted again though nobody looks: its figures are older than half of the time since it
 * ended, and than three hours. So a day is counted some fifteen times in all.
 */
export function isDue(stored: DayFigures | undefined, day: TimeSpan, now: Instant): boolean {
  const pause = Math.max(LEAST_PAUSE_MS, (epochMs(now) - epochMs(day.to)) * PART_OF_AGE);
  return isOlderThan(stored, day, now, pause - JITTER_MS);
}
