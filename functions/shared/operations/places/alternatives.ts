import { wishedAppointment } from '../../domain/places/appointment.ts';
import type { Wish } from '../../domain/places/availability.ts';
import type { Caller } from '../../domain/places/caller.ts';
import type { ClaimRequest } from '../../domain/places/claim.ts';
import { addDays, dateShown } from '../../domain/places/local-days.ts';
import { ALTERNATIVES, nearestSlots } from '../../domain/places/nearest-slots.ts';
import { type Slot, slotsFor } from '../../domain/places/slots.ts';
import { readDays } from '../../store/places/days.ts';
import type { Table } from '../../store/table/table.ts';
import { readDeciding } from './deciding-days.ts';

/** Alternatives are looked for so many dates around the wished one, and further only if there are too few. */
const REACHES = [2, 14, 45];

/** The slots that are nearest to what was wished for, as the caller can have them now. */
export async function alternativesTo(
  table: Table,
  request: Wish & Caller & Pick<ClaimRequest, 'start'>,
): Promise<Slot[]> {
  const { zone, service, start } = request;
  const wished = wishedAppointment(zone, service, start);
  if (!wished) return [];
  const { date, startsAt } = wished.appointment;
  let nearest: Slot[] = [];
  for (const reach of REACHES) {
    const at = Date.now();
    const earliest = [addDays(date, -reach), dateShown(zone, at)].toSorted().at(-1) ?? date;
    const query = { ...request, from: earliest, to: addDays(date, reach) };
    if (query.to < query.from) continue;
    const days = await readDeciding((keys) => readDays(table, keys), [query]);
    nearest = nearestSlots(slotsFor({ ...query, days, now: at }), startsAt);
    if (nearest.length >= ALTERNATIVES) break;
  }
  return nearest;
}
