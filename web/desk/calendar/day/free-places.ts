import type { Resource, Service } from '../../../../functions/shared/domain/places/service.ts';
import { type Interval, unionOf, within } from '../../../../functions/shared/domain/places/time-set.ts';
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

/** The minutes, buffers aside, that the shortest appointment takes here; `undefined` if none can be had. */
function shortestIn({ resource }: DayColumn, terms: DayTerms): number | undefined {
  if (!terms.services) return ANY_MINUTES;
  const minutes = resource ? servicesWith(resource, terms).map((service) => service.minutes) : [];
  return minutes.length > 0 ? Math.min(...minutes) : undefined;
}

/** The stretches of a column in which an appointment has room, from `now` on: what is over is not free. */
export function freePlacesIn(column: DayColumn, terms: DayTerms, now: number): FreePlace[] {
  const shortest = shortestIn(column, terms);
  if (shortest === undefined) return [];
  const step = stepOf(terms);
  const free = column.open.flatMap(({ from, to }) => within(restOf(unionOf(column.full)), Math.max(from, now), to));
  return free.flatMap(({ from, to }) => {
    const [first, last] = [Math.ceil(from / step) * step, Math.floor((to - shortest) / step) * step];
    return first <= last ? [{ from: first, to, last }] : [];
  });
}

/** The start at or before a minute that lies in a free place. */
export const startIn = ({ from, last }: FreePlace, minute: number, step: number): number =>
  Math.min(last, Math.max(from, Math.floor(minute / step) * step));
