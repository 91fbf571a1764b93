import type { Wish } from '../../domain/places/availability.ts';
import type { Caller } from '../../domain/places/caller.ts';
import { datesOf } from '../../domain/places/closure.ts';
import { type Day, type DayKey, emptyDay, type LocalDate } from '../../domain/places/day.ts';
import { addDays } from '../../domain/places/local-days.ts';
import { datesWithSlots } from '../../domain/places/slots.ts';
import { DAY_MS, instantAt } from '../../domain/time/instant.ts';
import { readClosures } from '../../store/places/closures.ts';
import { readDays } from '../../store/places/days.ts';
import { NEARLY } from '../../store/table/items.ts';
import type { Table } from '../../store/table/table.ts';
import { readDeciding } from './deciding-days.ts';

export type Dates = { first: LocalDate; last: LocalDate };

type CallersWish = Wish & Partial<Caller>;

type Needs = Wish['service']['needs'];

/** What the wish needs: for the first need nobody but whom the customer chose. */
const needsOf = ({ service: { needs }, resource }: Wish): Needs =>
  resource === undefined ? needs : [[resource], ...needs.slice(1)];

/** How many alternatives of each need a round looks at, up to the most there are: doubled, so that a full calendar takes few rounds. */
function* rounds(most: number): Generator<number> {
  for (let count = 1; count < most; count *= 2) yield count;
  yield most;
}

/** The wish by the first alternatives of each need alone. Whoever can have it so can have it with all of them. */
const narrowed = ({ zone, resources, hours, rules, service }: Wish, needs: Needs, count: number): Wish => ({
  ...{ zone, resources, hours, rules },
  service: { ...service, needs: needs.map((need) => need.slice(0, count)) },
});

/** Dates that follow each other, as their first and last. */
function spansOf(dates: readonly LocalDate[]): Dates[] {
  const spans: Dates[] = [];
  for (const date of dates) {
    const span = spans.at(-1);
    if (span && addDays(span.last, 1) === date) span.last = date;
    else spans.push({ first: date, last: date });
  }
  return spans;
}

function datesFrom({ first, last }: Dates): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** Reads days, each once. */
function dayReader(table: Table): (keys: readonly DayKey[]) => Promise<Day[]> {
  const known = new Map<string, Day>();
  const textOf = ({ resource, date }: DayKey) => `${resource} ${date}`;
  return async (keys) => {
    const missing = keys.filter((key) => !known.has(textOf(key)));
    for (const day of await readDays(table, missing, NEARLY)) known.set(textOf(day), day);
    return keys.map((key) => known.get(textOf(key)) ?? emptyDay(key));
  };
}

type DayReader = ReturnType<typeof dayReader>;

/**
 * Those of some dates that are open. Most are so with the first alternatives of what the service needs, and the days of the
 * others are read only where those are full.
 */
async function openAmong(read: DayReader, wish: CallersWish, dates: readonly LocalDate[]): Promise<Set<LocalDate>> {
  const open = new Set<LocalDate>();
  const needs = needsOf(wish);
  const most = Math.max(...needs.map(({ length }) => length));
  for (const count of rounds(most)) {
    const left = dates.filter((date) => !open.has(date));
    // The last round is about all alternatives, and about what the caller has already.
    const asked = count < most ? narrowed(wish, needs, count) : wish;
    const spans = spansOf(left).map(({ first, last }) => ({ ...asked, from: first, to: last }));
    const days = await readDeciding(read, spans);
    for (const span of spans) {
      for (const date of datesWithSlots({ ...span, days, now: Date.now() })) open.add(date);
    }
  }
  return open;
}

/** The days of so many dates are read in any case. */
const NEAR_DAYS = 28;
/** Where none of the last ones of these is full, later dates hardly are. */
const TELLING_DAYS = 7;

/** The dates that are open while nobody has booked anything, and nothing is closed. */
const openByHours = (wish: CallersWish, { first, last }: Dates): LocalDate[] =>
  datesWithSlots({ ...wish, from: first, to: last, days: [], now: Date.now() });

/** The dates over which a closure lies, whatever of them it closes. */
async function datesClosed(table: Table, { first, last }: Dates): Promise<Set<LocalDate>> {
  // No zone is ever a whole day away from UTC.
  const closures = await readClosures(table, {
    from: instantAt(Date.parse(first) - DAY_MS),
    to: instantAt(Date.parse(addDays(last, 1)) + DAY_MS),
  });
  return new Set(closures.flatMap(datesOf));
}

/**
 * The dates on which a caller can have something, both ends included. Not quite as they are now: what was written in the last
 * moment may be missing, for half the price of the many days that are read. After four weeks a date counts as open by the
 * contract's hours and by closures alone, if the week before has no full date: later ones are hardly fuller.
 */
export async function openDates(table: Table, wish: CallersWish, { first, last }: Dates): Promise<Set<LocalDate>> {
  const read = dayReader(table);
  const nearEnd = addDays(first, NEAR_DAYS - 1);
  if (nearEnd >= last) return openAmong(read, wish, datesFrom({ first, last }));
  const open = await openAmong(read, wish, datesFrom({ first, last: nearEnd }));
  const far = { first: addDays(nearEnd, 1), last };
  const telling = { first: addDays(far.first, -TELLING_DAYS), last: nearEnd };
  const isRoomy = openByHours(wish, telling).every((date) => open.has(date));
  if (!isRoomy) return new Set([...open, ...(await openAmong(read, wish, datesFrom(far)))]);
  const closed = await datesClosed(table, far);
  const hoped = openByHours(wish, far).filter((date) => !closed.has(date));
  const unsure = datesFrom(far).filter((date) => closed.has(date));
  return new Set([...open, ...hoped, ...(await openAmong(read, wish, unsure))]);
}
