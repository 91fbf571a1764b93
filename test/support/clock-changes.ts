import { Temporal } from 'temporal-polyfill';
import { type Instant, instantAt } from '../../functions/shared/domain/time/instant.ts';

const MINUTE_MS = 60_000;
const FIRST_YEAR = 2027;

/** The begin of the first year. */
export const BEFORE_CHANGES = Temporal.Instant.from(`${FIRST_YEAR}-01-01T00:00:00Z`);

/**
 * Times around each change of a zone's clock in so many years from 2027 on, and at two times of the year where it has none:
 * so many minutes before (negative) and after each.
 */
export function timesAroundChanges(timeZone: string, years: number, minutes: readonly number[]): Instant[] {
  const endMs = Date.UTC(FIRST_YEAR + years, 0, 1);
  const changes: number[] = [BEFORE_CHANGES.epochMilliseconds, Date.UTC(FIRST_YEAR, 6, 1)];
  let at = BEFORE_CHANGES.toZonedDateTimeISO(timeZone).getTimeZoneTransition('next');
  while (at && at.epochMilliseconds < endMs) {
    changes.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition('next');
  }
  return changes.flatMap((change) => minutes.map((minute) => instantAt(change + minute * MINUTE_MS)));
}
