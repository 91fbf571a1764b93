import type { Day, DayKey } from '../../domain/places/day.ts';
import { daysBeside, daysWithin, type SlotQuery } from '../../domain/places/slots.ts';

type Read = (keys: readonly DayKey[]) => Promise<Day[]>;

/** The days that decide what can be had on some dates. Those beside them are read only where an appointment may reach them. */
export async function readDeciding(
  read: Read,
  queries: readonly Omit<SlotQuery, 'days' | 'now' | 'by'>[],
): Promise<Day[]> {
  const within = await read(queries.flatMap(daysWithin));
  const beside = queries.flatMap((query) => daysBeside(query, within));
  return [...within, ...(await read(beside))];
}
