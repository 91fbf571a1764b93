import { epochMs } from '../time/instant.ts';
import type { Slot } from './slots.ts';
import type { EpochMs } from './time-set.ts';

/** How many alternatives somebody is shown who cannot have what they wished for. */
export const ALTERNATIVES = 5;

/** The slots that start nearest to `wished`, the nearest first; of two equally near the earlier one first. */
export function nearestSlots(slots: readonly Slot[], wished: EpochMs, most = ALTERNATIVES): Slot[] {
  const distance = ({ startsAt }: Slot) => Math.abs(epochMs(startsAt) - wished);
  return slots
    .toSorted((one, other) => distance(one) - distance(other) || (one.startsAt < other.startsAt ? -1 : 1))
    .slice(0, most);
}
