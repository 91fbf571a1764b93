import type { Temporal } from 'temporal-polyfill';
import type { Wish } from '../../domain/places/availability.ts';
import type { Caller } from '../../domain/places/caller.ts';
import { LocalDate } from '../../domain/places/day.ts';
import { type Slot, slotsFor } from '../../domain/places/slots.ts';
import { readDays } from '../../store/places/days.ts';
import type { Table } from '../../store/table/table.ts';
import { checkPlacesReady } from './decide-place.ts';
import { readDeciding } from './deciding-days.ts';

/**
 * What a caller, a customer unless said, can have now on the days from `first` to `last`, both included, in order of
 * time. The caller's own claims keep nobody but others away. Throws Refusal `not-ready`.
 */
export async function findSlots(
  table: Table,
  wish: Wish & Partial<Caller>,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Promise<Slot[]> {
  await checkPlacesReady(table);
  const query = { ...wish, from: LocalDate.parse(first.toString()), to: LocalDate.parse(last.toString()) };
  const days = await readDeciding((keys) => readDays(table, keys), [query]);
  return slotsFor({ ...query, days, now: Date.now() });
}
