import type { LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import { type Resource, ResourceId } from '../../../../functions/shared/domain/places/service.ts';
import { type Interval, MINUTE_MS, type TimeSet, within } from '../../../../functions/shared/domain/places/time-set.ts';
import { ANYBODY, type DayEntry, type DayFacts, minutesOf, resourcesTaken, timelineOn } from './day-facts.ts';
import { inLanes, type Laned } from './lanes.ts';

/** An appointment in a column, in minutes since midnight. */
export type PlacedEntry = Laned<Interval & { entry: DayEntry }>;

/** What one resource has on a day; all times are minutes since midnight. */
export type DayColumn = {
  date: LocalDate;
  /** Left out for what takes no resource. */
  resource?: Resource;
  open: TimeSet;
  closed: TimeSet;
  /** When nothing more can be taken, buffers included. */
  full: TimeSet;
  placed: PlacedEntry[];
};

const MINUTES_OF_DAY = 1_440;

const inMinutes = (set: TimeSet): TimeSet =>
  set.map(({ from, to }) => ({ from: from / MINUTE_MS, to: to / MINUTE_MS }));

/** All of the day but this. */
export function restOf(open: TimeSet): Interval[] {
  const edges = [0, ...open.flatMap(({ from, to }) => [from, to]), MINUTES_OF_DAY];
  const rest: Interval[] = [];
  for (let index = 0; index < edges.length; index += 2)
    rest.push({ from: edges[index] ?? 0, to: edges[index + 1] ?? MINUTES_OF_DAY });
  return within(rest, 0, MINUTES_OF_DAY);
}

/** The contract's resources, and those that bookings still take though the contract has them no more. */
function resourcesOn({ terms: { resources = [] }, entries }: DayFacts): Resource[] {
  const known = new Map(resources.map((resource) => [String(resource.id), resource]));
  for (const entry of entries) {
    for (const [index, id] of resourcesTaken(entry).entries()) {
      const name = entry.booking.resourceNames?.[index] ?? id;
      if (!known.has(id)) known.set(id, { id: ResourceId.parse(id), name });
    }
  }
  return [...known.values()];
}

const placed = (entries: readonly DayEntry[], { timeZone }: DayFacts): PlacedEntry[] =>
  inLanes(entries.map((entry) => ({ entry, ...minutesOf(entry, timeZone) })));

/** What one resource has on a day. */
export function columnOf(resource: Resource, facts: DayFacts): DayColumn {
  const { open, full } = timelineOn(resource, facts);
  const taking = facts.entries.filter((entry) => isDrawn(entry) && resourcesTaken(entry).includes(resource.id));
  return {
    date: facts.date,
    resource,
    open: inMinutes(open),
    closed: restOf(inMinutes(open)),
    full: inMinutes(full),
    placed: placed(taking, facts),
  };
}

/** Some appointments of a day, whatever they take: it is open as the business is, and never full. */
function columnWithoutResource(entries: readonly DayEntry[], facts: DayFacts): DayColumn {
  const { date } = facts;
  const { open } = timelineOn(ANYBODY, facts);
  return { date, open: inMinutes(open), closed: restOf(inMinutes(open)), full: [], placed: placed(entries, facts) };
}

/** All appointments of a day. */
export const columnOfAll = (facts: DayFacts): DayColumn => columnWithoutResource(facts.entries.filter(isDrawn), facts);

/** Whether an entry is drawn: what is cancelled takes nobody's time. */
const isDrawn = ({ booking }: DayEntry): boolean => booking.state !== 'cancelled';

/**
 * A day by its resources, in the contract's order, then what takes none of them: requests without a place yet, and all
 * bookings of a contract without services. There is at least one column.
 */
export function columnsOf(facts: DayFacts): DayColumn[] {
  const drawn = { ...facts, entries: facts.entries.filter(isDrawn) };
  const columns = resourcesOn(drawn).map((resource) => columnOf(resource, drawn));
  const others = drawn.entries.filter((entry) => resourcesTaken(entry).length === 0);
  if (others.length > 0 || columns.length === 0) columns.push(columnWithoutResource(others, drawn));
  return columns;
}

/** What is cancelled of a day, in the order of its start. */
export const cancelledOf = ({ entries }: DayFacts): DayEntry[] =>
  entries.filter(({ booking }) => booking.state === 'cancelled');

/** How many appointments a day has; of them how many the customers confirmed, and how many wait for approval. */
export function countsOf({ entries }: DayFacts): { appointments: number; confirmed: number; toApprove: number } {
  const drawn = entries.filter(isDrawn);
  return {
    appointments: drawn.length,
    confirmed: drawn.filter(({ booking }) => booking.confirmedByCustomer !== undefined).length,
    toApprove: drawn.filter(({ booking }) => booking.state === 'to-approve').length,
  };
}

/** The whole hours to show: opening hours with half an hour around them at least, and whatever lies outside. */
export function hoursShown(columns: readonly Pick<DayColumn, 'open' | 'placed'>[]): { first: number; last: number } {
  const times = columns.flatMap(({ open, placed: items }) => [...open.filter((span) => !isWhole(span)), ...items]);
  if (times.length === 0) return { first: FIRST_HOUR, last: LAST_HOUR };
  const first = Math.floor((Math.min(...times.map(({ from }) => from)) - AROUND_MINUTES) / 60);
  const last = Math.ceil((Math.max(...times.map(({ to }) => to)) + AROUND_MINUTES) / 60);
  return { first: Math.max(0, first), last: Math.min(24, Math.max(last, first + LEAST_HOURS)) };
}

/** An ordinary day, where no hours say what that is. */
const FIRST_HOUR = 8;
const LAST_HOUR = 19;
const AROUND_MINUTES = 30;
const LEAST_HOURS = 6;

const isWhole = ({ from, to }: Interval): boolean => from === 0 && to === MINUTES_OF_DAY;
