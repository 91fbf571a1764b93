import type { Contract } from '../../contract/contract.ts';
import type { DayFigures } from '../../domain/figures/figures.ts';
import { isCountable, isStale } from '../../domain/figures/figures-age.ts';
import type { LocalDate } from '../../domain/places/day.ts';
import { addDays } from '../../domain/places/local-days.ts';
import { now } from '../../domain/time/instant.ts';
import { spanOfDay } from '../../domain/time/time-span.ts';
import { readFigures } from '../../store/figures/figures.ts';
import type { Table } from '../../store/table/table.ts';
import { countDays, type FiguresDay } from './count-days.ts';

/** So many invitations are read while somebody waits: three months of a clinic with 30 a day. */
const COUNTED_LIVE = 3_000;

/** Whether a day had few enough when it was last counted; nobody knows of one that never was. */
const isSmall = (stored: DayFigures | undefined): boolean =>
  !stored || stored.total.invited + stored.total.byHand.booked <= COUNTED_LIVE;

/** A day with its figures, unless it was never counted. */
export type ShownDay = { date: LocalDate; figures?: DayFigures | undefined };

function datesUntilToday(from: LocalDate, to: LocalDate, timeZone: string): FiguresDay[] {
  const days: FiguresDay[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const span = spanOfDay(date, timeZone);
    if (span.from > now()) break;
    days.push({ date, span });
  }
  return days;
}

/**
 * The figures of the days from one to another that have begun. What may have changed is counted anew, the newest days
 * first, as far as that is little enough to wait for. Of the other days the stored figures are told.
 */
export async function showFigures(
  context: { table: Table; contract: Contract },
  from: LocalDate,
  to: LocalDate,
): Promise<ShownDay[]> {
  const { table, contract } = context;
  const days = datesUntilToday(from, to, contract.booking.timeZone);
  const stored = await readFigures(
    table,
    days.map(({ date }) => date),
  );
  const at = now();
  const stale = days.filter(({ date, span }) => {
    const known = stored.get(date);
    return isCountable(span, at, contract.retention) && isSmall(known) && isStale(known, span, at);
  });
  const counted = await countDays(context, stale.toReversed(), { left: COUNTED_LIVE });
  const newest = new Map([...stored, ...counted.map((figures) => [figures.date, figures] as const)]);
  return days.map(({ date }) => ({ date, figures: newest.get(date) }));
}
