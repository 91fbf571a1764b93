import type { Appointment } from './appointment.ts';
import { type Day, type DayKey, dayFinder } from './day.ts';
import type { LocalDay } from './local-days.ts';
import type { Needs } from './needs.ts';
import type { Business, Resource, ResourceId, Service } from './service.ts';
import { covers, meets } from './time-set.ts';
import { type Counts, type Timeline, timelineOf } from './timeline.ts';

/** What is wished for; `resource` is one of the first list of the service's needs. */
export type Wish = Business & { readonly service: Service; readonly resource?: ResourceId | undefined };

/** The resources that can meet each need; where one is chosen, only that one can meet the first. */
export function candidatesFor({ service, resource: chosen, resources }: Wish): Needs<Resource> {
  const known = new Map(resources.map((resource) => [resource.id, resource]));
  return service.needs.map((need, index) => {
    const ids = index === 0 && chosen !== undefined ? need.filter((id) => id === chosen) : need;
    return ids.flatMap((id) => known.get(id) ?? []);
  });
}

/** The days of all candidates on some dates. */
export function keysOf(candidates: Needs<Resource>, dates: readonly LocalDay[]): DayKey[] {
  const ids = new Set(candidates.flat().map(({ id }) => id));
  return [...ids].flatMap((resource) => dates.map(({ date }) => ({ resource, date })));
}

/** The timelines of all candidates over some dates. */
export function timelinesOf(
  { hours }: Business,
  candidates: Needs<Resource>,
  dates: readonly LocalDay[],
  days: readonly Day[],
  counts: Counts,
): Needs<Timeline> {
  const dayOf = dayFinder(days);
  const timelines = new Map<ResourceId, Timeline>();
  for (const resource of candidates.flat()) {
    if (timelines.has(resource.id)) continue;
    const known = dates.map((local) => ({ local, day: dayOf({ resource: resource.id, date: local.date }) }));
    timelines.set(resource.id, timelineOf(resource, hours, known, counts));
  }
  return candidates.map((need) => need.flatMap(({ id }) => timelines.get(id) ?? []));
}

/** An appointment lies wholly inside opening hours. */
export const isOpenFor = ({ open }: Timeline, { startsAt, endsAt }: Appointment): boolean =>
  covers(open, startsAt, endsAt);

/** An appointment and its buffers leave every other claim its place. */
export const isFreeFor = ({ full }: Timeline, { from, to }: Appointment): boolean => !meets(full, from, to);

/** Those of each list that are open and free for an appointment; nothing if one list has none. */
export function availableFor(needs: Needs<Timeline>, appointment: Appointment): Needs<Timeline> {
  const available: (readonly Timeline[])[] = [];
  for (const need of needs) {
    const fitting = need.filter((one) => isOpenFor(one, appointment) && isFreeFor(one, appointment));
    if (fitting.length === 0) return [];
    available.push(fitting);
  }
  return available;
}
