/** Monday to Friday, as `Date` counts the days of a week. */
const WORKDAYS: readonly number[] = [1, 2, 3, 4, 5];

/**
 * Gives dates on some weekdays, `2031-05-06`, each once, so that no two tests of a file share one: from three days ahead
 * to less than `before` days ahead. Throws when there is none left.
 */
export function createFreeDates(before: number, weekdays: readonly number[] = WORKDAYS): () => string {
  // Counted from one day: a test may have moved its clock past midnight.
  const start = Date.now();
  let ahead = 3;
  return () => {
    for (; ahead < before; ahead++) {
      const date = new Date(start + ahead * 86_400_000);
      if (!weekdays.includes(date.getUTCDay())) continue;
      ahead++;
      return date.toISOString().slice(0, 10);
    }
    throw new Error('These tests have used every date that they may use.');
  };
}
