import type { SlotView } from '../../../../functions/shared/http/answers/slots.ts';

/** A date and a time of the business's clock, as the API takes them. */
export type Wanted = { date: string; time: string };

/** As many as a person takes in at a glance. */
const SHOWN = 3;

const minutesOf = ({ date, time }: Wanted): number => Date.parse(`${date}T${time}Z`) / 60_000;

/** The free times that are nearest to a wanted one, in order of time. */
export function nearestTimes(slots: readonly SlotView[], wanted: Wanted): SlotView[] {
  const distance = (slot: SlotView) => Math.abs(minutesOf(slot) - minutesOf(wanted));
  return slots
    .toSorted((one, other) => distance(one) - distance(other))
    .slice(0, SHOWN)
    .toSorted((one, other) => minutesOf(one) - minutesOf(other));
}

/** The first free times after a day, one of each day: where to look if the day has none. */
export function firstOfLaterDays(slots: readonly SlotView[], day: string): SlotView[] {
  const first = new Map<string, SlotView>();
  for (const slot of slots) if (slot.date > day && !first.has(slot.date)) first.set(slot.date, slot);
  return [...first.values()].slice(0, SHOWN);
}
