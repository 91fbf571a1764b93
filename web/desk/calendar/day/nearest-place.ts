import type { LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import type { DayEntry, DayFacts } from './day-facts.ts';
import { lengthOf, minutesOf, serviceOfEntry } from './day-facts.ts';
import { stepOf } from './free-places.ts';
import { conflictsOf, type LocalNow, type Proposal } from './judge-move.ts';

const MINUTES_OF_DAY = 1_440;

/** Where an appointment could go. */
export type Place = Proposal & { readonly date: LocalDate };

/** With whom it may be: first with whom it is now. */
function choicesFor(entry: DayEntry, { terms }: DayFacts): readonly Proposal['resource'][] {
  const { resource } = entry.booking;
  const choices = serviceOfEntry(entry, terms)?.needs[0] ?? [];
  return choices.length > 0 ? [resource, ...choices.filter((id) => id !== resource)] : [undefined];
}

/** The free place of the day that is nearest to an appointment's own time; with somebody else only if it is nearer. */
export function nearestPlace(entry: DayEntry, facts: DayFacts, now: LocalNow): Place | undefined {
  const { from: present } = minutesOf(entry, facts.timeZone);
  const step = stepOf(facts.terms);
  const last = MINUTES_OF_DAY - Math.max(step, lengthOf(entry.booking));
  const starts: number[] = [];
  for (let from = 0; from <= last; from += step) starts.push(from);
  for (const from of starts.toSorted((one, other) => Math.abs(one - present) - Math.abs(other - present))) {
    for (const resource of choicesFor(entry, facts)) {
      const isOwn = from === present && resource === entry.booking.resource;
      if (!isOwn && conflictsOf(entry, { from, resource }, facts, now).length === 0)
        return { date: facts.date, from, resource };
    }
  }
  return undefined;
}
