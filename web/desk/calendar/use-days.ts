import { useMemo } from 'preact/hooks';
import type { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { addDays } from '../../../functions/shared/domain/places/local-days.ts';
import { ClosurePage, type ClosureView } from '../../../functions/shared/http/answers/closures.ts';
import { BookingPage } from '../../../functions/shared/http/answers/lists.ts';
import type { Connection } from '../../ui/connection.ts';
import { useSession } from '../../ui/console-session.ts';
import { dayOf } from '../../ui/times.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { type DayEntry, type DayFacts, termsOf } from './day/day-facts.ts';

/** The most that the API gives at once. */
const LIMIT = 100;

type Span = { from: string; to: string };

async function readEntries(api: Connection, { from, to }: Span): Promise<DayEntry[]> {
  const entries: DayEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get(BookingPage, '/bookings', { from, to, limit: LIMIT, cursor });
    for (const { booking, ...rest } of page.items)
      if (booking?.startsAt) entries.push({ ...rest, booking: { ...booking, startsAt: booking.startsAt } });
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
}

async function readClosures(api: Connection, { from, to }: Span): Promise<ClosureView[]> {
  const closures: ClosureView[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get(ClosurePage, '/closures', { from, to, limit: LIMIT, cursor });
    closures.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return closures;
}

/** Some days as far as they are loaded: before that they have their hours, and nothing in them. */
export type LoadedDays = { days: DayFacts[]; isRead: boolean; fault: string | undefined; reload(): void };

/** The days from a date on, kept up to date: two requests, and one more for each further hundred bookings. */
export function useDays(first: LocalDate, count: number): LoadedDays {
  const { api, timeZone, contract } = useSession();
  const to = addDays(first, count - 1);
  const { value, fault, reload } = useLoaded(`${first} ${to}`, async () => {
    const [entries, closures] = await Promise.all([
      readEntries(api, { from: first, to }),
      readClosures(api, { from: first, to }),
    ]);
    return { entries: Map.groupBy(entries, ({ booking }) => dayOf(booking.startsAt, timeZone)), closures };
  });
  const days = useMemo(() => {
    const terms = termsOf(contract);
    return Array.from({ length: count }, (_, index) => {
      const date = addDays(first, index);
      return { date, timeZone, terms, entries: value?.entries.get(date) ?? [], closures: value?.closures ?? [] };
    });
  }, [first, count, timeZone, contract, value]);
  return { days, isRead: value !== undefined, fault, reload };
}
