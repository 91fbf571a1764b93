import type { Resource, Service } from '../../../../functions/shared/domain/places/service.ts';
import { type Interval, type TimeSet, unionOf, within } from '../../../../functions/shared/domain/places/time-set.ts';
import { type DayColumn, restOf } from './day-columns.ts';
import type { DayTerms } from './day-facts.ts';

/** When an appointment may start in a column: at `from`, at `last`, and at each step between. Minutes since midnight. */
export type FreePlace = Interval & { readonly last: number };

/** Where no services say how long an appointment is, and how often one may start. */
const ANY_MINUTES = 15;
const DEFAULT_STEP = 15;

/** A start is a multiple of this since midnight, in minutes. */
export const stepOf = ({ slotEveryMinutes = DEFAULT_STEP }: DayTerms): number => slotEveryMinutes;

/** The services that somebody may choose this resource for. */
export const servicesWith = (resource: Resource, { services = [] }: DayTerms): Service[] =>
  services.filter(({ needs: [choices = []] }) => choices.includes(resource.id));

type Length = Pick<Service, 'minutes' | 'bufferBefore' | 'bufferAfter'>;

/** What may take a place here; nothing if nobody can choose it. */
function lengthsIn({ resource }: DayColumn, terms: DayTerms): readonly Length[] {
  if (!terms.services) return [{ minutes: ANY_MINUTES }];
  return resource ? servicesWith(resource, terms) : [];
}

/** When something may start in a stretch. Its buffers keep clear of what is before and after, not of closed hours. */
function startsIn(
  { from, to }: Interval,
  length: Length,
  full: TimeSet,
  step: number,
): { first: number; last: number } {
  const before = full.some((span) => span.to === from) ? (length.bufferBefore ?? 0) : 0;
  const after = full.some((span) => span.from === to) ? (length.bufferAfter ?? 0) : 0;
  return {
    first: Math.ceil((from + before) / step) * step,
    last: Math.floor((to - after - length.minutes) / step) * step,
  };
}

/** The stretches of a column in which an appointment has room, from `now` on: what is over is not free. */
export function freePlacesIn(column: DayColumn, terms: DayTerms, now: number): FreePlace[] {
  const lengths = lengthsIn(column, terms);
  const step = stepOf(terms);
  const full = unionOf(column.full);
  const free = column.open.flatMap(({ from, to }) => within(restOf(full), Math.max(from, now), to));
  return free.flatMap((stretch) => {
    const starts = lengths.map((length) => startsIn(stretch, length, full, step));
    const possible = starts.filter(({ first, last }) => first <= last);
    if (possible.length === 0) return [];
    const from = Math.min(...possible.map(({ first }) => first));
    return [{ from, to: stretch.to, last: Math.max(...possible.map(({ last }) => last)) }];
  });
}

/** The start at or before a minute that lies in a free place. */
export const startIn = ({ from, last }: FreePlace, minute: number, step: number): number =>
  Math.min(last, Math.max(from, Math.floor(minute / step) * step));
