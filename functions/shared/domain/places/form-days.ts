import { type Closure, datesOf, withClosure } from './closure.ts';
import { type Day, emptyDay } from './day.ts';
import { addDays, dateShown, type LocalDay, localDays } from './local-days.ts';
import type { PlaceTerms, Resource } from './service.ts';
import { MINUTE_MS, type TimeSet, within } from './time-set.ts';
import { openTimesOf } from './timeline.ts';
import { businessOf } from './wish.ts';

type Policy = PlaceTerms & { readonly timeZone: string };

/** What a form that takes its days from the invitation gets with it: dates, `2026-11-28`. */
export type FormDays = { min_date: string; max_date: string; unavailable_dates: string[] };

/** The days of a resource with the closures that hold on them. */
const daysOf = ({ id }: Resource, days: readonly LocalDay[], closures: ReadonlyMap<string, readonly Closure[]>) =>
  days.map((local) => {
    const holding = (closures.get(local.date) ?? []).filter(({ resource }) => (resource ?? id) === id);
    const empty: Day = emptyDay({ resource: id, date: local.date });
    return { local, day: holding.reduce((day, closure) => withClosure(day, closure) ?? day, empty) };
  });

function byDate(closures: readonly Closure[]): ReadonlyMap<string, readonly Closure[]> {
  const dates = new Map<string, Closure[]>();
  for (const closure of closures) {
    if (closure.removedAt) continue;
    for (const date of datesOf(closure)) dates.set(date, [...(dates.get(date) ?? []), closure]);
  }
  return dates;
}

/**
 * The days that a customer may choose from now on: from the lead time to the horizon, without those on which no service
 * can be had because what it needs is closed. What is taken says nothing here: that changes before the form is opened.
 */
export function formDays(policy: Policy, closures: readonly Closure[], now: number): FormDays {
  const { zone, resources, hours, rules } = businessOf(policy);
  const earliest = now + rules.leadMinutes * MINUTE_MS;
  const first = dateShown(zone, earliest);
  const last = addDays(dateShown(zone, now), rules.horizonDays);
  const days = localDays(zone, first, last);
  const holding = byDate(closures);
  const open = new Map<string, TimeSet>(
    resources.map((resource) => [resource.id, openTimesOf(resource, hours, daysOf(resource, days, holding))]),
  );
  const isOpen = (id: string, { pieces }: LocalDay) =>
    pieces.some(({ from, to }) => within(open.get(id) ?? [], Math.max(from, earliest), to).length > 0);
  const canBeHad = (day: LocalDay) =>
    (policy.services ?? []).some(({ needs }) => needs.every((choices) => choices.some((id) => isOpen(id, day))));
  const closed = days.filter((day) => !canBeHad(day)).map(({ date }) => date);
  // Nobody says whether a phone takes an empty list: a day that cannot be chosen anyway keeps it from being empty.
  return { min_date: first, max_date: last, unavailable_dates: [addDays(first, -1), ...closed] };
}
