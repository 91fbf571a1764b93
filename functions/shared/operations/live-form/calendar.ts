import type { Wish } from '../../domain/places/availability.ts';
import type { Caller } from '../../domain/places/caller.ts';
import type { LocalDate } from '../../domain/places/day.ts';
import type { Table } from '../../store/table/table.ts';
import { type Dates, openDates } from '../places/open-dates.ts';

/** A customer looks at several days one after the other. So long the calendar stays as their phone shows it. */
const KEPT_MS = 60_000;
/** Forms whose calendar is kept: more than one process serves in that time. */
const MOST_KEPT = 200;

type Calendar = { madeAt: number; open: ReadonlySet<LocalDate> };

const kept = new Map<string, Calendar>();

/** Keeps a calendar in place of the oldest one. */
function keep(form: string, calendar: Calendar): void {
  kept.delete(form);
  kept.set(form, calendar);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/**
 * The dates that the calendar of a form leaves open. They decide where a customer may look, never what they are offered: the
 * times of a day are read when it is shown.
 */
export async function calendarOf(
  table: Table,
  wish: Wish & Partial<Caller> & Pick<Caller, 'invitationId'>,
  dates: Dates,
): Promise<Set<LocalDate>> {
  const { invitationId, service, resource } = wish;
  const form = JSON.stringify([table.name, invitationId, service.id, resource, dates]);
  const known = kept.get(form);
  const age = known ? Date.now() - known.madeAt : KEPT_MS;
  if (known && age >= 0 && age < KEPT_MS) return new Set(known.open);
  const open = await openDates(table, wish, dates);
  keep(form, { madeAt: Date.now(), open });
  return new Set(open);
}
