import type { Contract } from '../../contract/contract.ts';
import type { DayFigures } from '../../domain/figures/figures.ts';
import { CHANGES_FOR_DAYS, isCountable, isDue } from '../../domain/figures/figures-age.ts';
import { addDays, dateShown } from '../../domain/places/local-days.ts';
import { now } from '../../domain/time/instant.ts';
import { spanOfDay } from '../../domain/time/time-span.ts';
import { readFigures } from '../../store/figures/figures.ts';
import type { Table } from '../../store/table/table.ts';
import { countDays } from './count-days.ts';

/** Days that share one look at what somebody has to see to: so many at first, and twice as many after each that were quickly counted. */
const DAYS_AT_ONCE = 6;
/** Even if much was made on them, they are counted within the time that a run leaves for them. */
const MOST_DAYS_AT_ONCE = 24;
/** So many invitations are counted within seconds. */
const FEW = 1_000;

const invitedIn = (counted: readonly DayFigures[]): number =>
  counted.reduce((sum, { total }) => sum + total.invited + total.byHand.booked, 0);

/**
 * Counts the days again whose stored figures are old for their age, and those that were never counted, the newest first,
 * until `isTimeUp`. The next run goes on from there. Returns how many days were counted.
 */
export async function countDueDays(
  context: { table: Table; contract: Contract },
  isTimeUp: () => boolean,
): Promise<number> {
  const { table, contract } = context;
  const at = now();
  const { timeZone } = contract.booking;
  const today = dateShown(timeZone, Date.now());
  const days = Array.from({ length: CHANGES_FOR_DAYS }, (_, back) => addDays(today, -back))
    .map((date) => ({ date, span: spanOfDay(date, timeZone) }))
    .filter(({ span }) => isCountable(span, at, contract.retention));
  const stored = await readFigures(
    table,
    days.map(({ date }) => date),
  );
  const due = days.filter(({ date, span }) => isDue(stored.get(date), span, at));
  let [counted, atOnce] = [0, DAYS_AT_ONCE];
  while (due.length > 0 && !isTimeUp()) {
    const some = await countDays(context, due.splice(0, atOnce), { left: Number.POSITIVE_INFINITY });
    counted += some.length;
    atOnce = invitedIn(some) < FEW ? Math.min(2 * atOnce, MOST_DAYS_AT_ONCE) : DAYS_AT_ONCE;
  }
  return counted;
}
