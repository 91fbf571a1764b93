const DAY_MS = 24 * 60 * 60_000;
/** A Monday; two hours ahead of UTC in the contract's time zone, and so is all that follows until October. */
const FIRST = Date.UTC(2031, 4, 5);
const WORKING_DAYS = 5;
const LAST_WEEK = 24;

let taken = 0;

/**
 * A working day on which nobody has an appointment yet, as a form gives it: what different tests book never overlaps.
 * All of them lie in the summer of one year, two hours ahead of UTC.
 */
export function aFreeDay(): string {
  const week = Math.floor(taken / WORKING_DAYS);
  if (week > LAST_WEEK) throw new RangeError('There are no more free days in this summer.');
  const day = new Date(FIRST + (7 * week + (taken % WORKING_DAYS)) * DAY_MS);
  taken += 1;
  return day.toISOString().slice(0, 10);
}
