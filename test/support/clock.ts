/** The one clock of the tests: whatever a builder says about time comes from here, so that a test passes on any day. */

/** Unix seconds, so many seconds before now. */
export const secondsAgo = (seconds: number): number => Math.floor(Date.now() / 1000) - seconds;

/** The same moment as the table and the API write it. */
export const instantOf = (unixSeconds: number): string => new Date(unixSeconds * 1000).toISOString();

/**
 * A day a customer may choose: the first Tuesday of next year's December. The shipped contract is open on it, and its
 * zone is then one hour ahead of UTC.
 */
export const FORM_DAY = firstTuesday(new Date().getUTCFullYear() + 1, 11);

function firstTuesday(year: number, month: number): string {
  const weekday = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return new Date(Date.UTC(year, month, 1 + ((2 - weekday + 7) % 7))).toISOString().slice(0, 10);
}
