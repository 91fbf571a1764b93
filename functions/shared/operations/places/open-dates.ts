import type { Wish } from '../../domain/places/availability.ts';
import type { Caller } from '../../domain/places/caller.ts';
import type { LocalDate } from '../../domain/places/day.ts';
import { daysToRead, slotsFor } from '../../domain/places/slots.ts';
import { readDays } from '../../store/places/days.ts';
import { NEARLY } from '../../store/table/items.ts';
import type { Table } from '../../store/table/table.ts';

export type Dates = { first: LocalDate; last: LocalDate };

/**
 * The dates on which a caller can have something, both ends included. Not quite as they are now: what was written in the last
 * moment may be missing, for half the price of the many days that are read.
 */
export async function openDates(
  table: Table,
  wish: Wish & Partial<Caller>,
  { first, last }: Dates,
): Promise<Set<LocalDate>> {
  const query = { ...wish, from: first, to: last };
  const days = await readDays(table, daysToRead(query), NEARLY);
  return new Set(slotsFor({ ...query, days, now: Date.now() }).map(({ date }) => date));
}
