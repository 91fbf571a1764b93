import { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import { Actor } from '../people/actor.ts';
import { DAY_MS, Instant, instantAt } from '../time/instant.ts';
import { type Day, type DayClosure, type DayKey, LocalDate } from './day.ts';
import { addDays } from './local-days.ts';
import { ResourceId } from './service.ts';

export const ClosureId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
  .brand<'ClosureId'>();
export type ClosureId = z.infer<typeof ClosureId>;

/** What the business's clock shows: `2026-12-24T09:00`. */
export const LocalDateTime = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/))
  .brand<'LocalDateTime'>();
export type LocalDateTime = z.infer<typeof LocalDateTime>;

const Span = z.object({ from: z.string(), to: z.string() });

/** When a resource, or all of them, are closed or open at other hours than by the week. */
export const Closure = z.object({
  closureId: ClosureId,
  /** All resources of the contract unless given. */
  resource: z.optional(ResourceId),
  from: LocalDateTime,
  /** Not included. */
  to: LocalDateTime,
  /** The hours that are open on each of the days. Closed unless given. */
  hours: z.optional(z.array(Span)),
  reason: z.optional(z.string()),
  /** When it was decided. Of two closures of one time the later decides. */
  createdAt: Instant,
  /** Who closed. */
  actor: Actor,
  /** By the zone of the contract when it was decided. */
  startsAt: Instant,
  endsAt: Instant,
  /** Those in whose days it may stand: stored before the days are written. */
  resources: z.array(ResourceId),
  requestHash: z.string(),
  /** All days of `resources` have it. */
  appliedAt: z.optional(Instant),
  /** Somebody deleted it: no day gets it any more. */
  removedAt: z.optional(Instant),
  removedBy: z.optional(Actor),
  /** No day has it any more. */
  goneAt: z.optional(Instant),
});
export type Closure = z.infer<typeof Closure>;

/** The longest closure: a quarter of a year. */
export const MOST_CLOSURE_DAYS = 92;

/** The last date on which the clock shows a time before `to`. */
const dateBefore = (to: LocalDateTime): LocalDate => {
  const date = dateOf(to);
  return timeOf(to) === '00:00' ? addDays(date, -1) : date;
};

const dateOf = (text: LocalDateTime): LocalDate => LocalDate.parse(text.slice(0, 10));
const timeOf = (text: LocalDateTime): string => text.slice(11);

/** How long a closure lasts on a clock that never changes, in days. */
export const daysLong = ({ from, to }: { from: string; to: string }): number =>
  (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / DAY_MS;

/**
 * The first instant and the one after the last at which the clock may show a time of a closure: if a change of the clocks
 * repeats the hour in which it ends, that is in the second one.
 */
export function instantsShown({ from, to }: Pick<Closure, 'from' | 'to'>, zone: string) {
  const shown = (text: LocalDateTime, disambiguation: 'earlier' | 'later'): Instant =>
    instantAt(Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
  return { startsAt: shown(from, 'earlier'), endsAt: shown(to, 'later') };
}

/** The dates on which a closure holds, in order. */
export function datesOf({ from, to }: Pick<Closure, 'from' | 'to'>): LocalDate[] {
  const last = dateBefore(to);
  const dates: LocalDate[] = [];
  for (let date = dateOf(from); date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The days in which a closure stands, for some resources. */
export const daysOfClosure = (closure: Closure, resources: readonly ResourceId[]): DayKey[] =>
  datesOf(closure).flatMap((date) => resources.map((resource) => ({ resource, date })));

/** What a closure says of the days on which it holds. */
type ClosedTimes = Pick<Closure, 'closureId' | 'from' | 'to' | 'hours' | 'createdAt'>;

/** The part of a closure that lies on a date. */
function partOn({ from, to, hours = [], createdAt }: ClosedTimes, date: LocalDate): DayClosure {
  return {
    from: date === dateOf(from) ? timeOf(from) : '00:00',
    to: date === dateOf(to) ? timeOf(to) : '24:00',
    open: hours,
    at: Date.parse(createdAt),
  };
}

/** The day to write so that a closure holds on it; `undefined` if it does already. */
export function withClosure(day: Day, closure: ClosedTimes): Day | undefined {
  if (day.hours && Object.hasOwn(day.hours, closure.closureId)) return undefined;
  const hours = { ...day.hours, [closure.closureId]: partOn(closure, day.date) };
  return { ...day, rev: day.rev + 1, hours };
}

/** The day to write so that a closure does not hold on it; `undefined` if it does not already. */
export function withoutClosure({ hours, ...day }: Day, { closureId }: Pick<Closure, 'closureId'>): Day | undefined {
  if (!hours || !Object.hasOwn(hours, closureId)) return undefined;
  const { [closureId]: _, ...others } = hours;
  return { ...day, rev: day.rev + 1, ...(Object.keys(others).length > 0 && { hours: others }) };
}
