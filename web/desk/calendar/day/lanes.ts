import type { Interval } from '../../../../functions/shared/domain/places/time-set.ts';

/** Its lane among those that lie beside it, and how many lanes these take. */
export type Laned<Item> = Item & { lane: number; lanes: number };

/** Puts what overlaps side by side: each takes the first free lane. What only meets shares a lane. */
export function inLanes<Item extends Interval>(items: readonly Item[]): Laned<Item>[] {
  const sorted = items
    .toSorted((one, other) => one.from - other.from || one.to - other.to)
    .map((item): Laned<Item> => ({ ...item, lane: 0, lanes: 1 }));
  let group: Laned<Item>[] = [];
  let groupEnd = Number.NEGATIVE_INFINITY;
  for (const item of sorted) {
    if (item.from >= groupEnd) group = [];
    item.lane = firstFree(group.filter(({ to }) => to > item.from).map(({ lane }) => lane));
    group.push(item);
    groupEnd = Math.max(...group.map(({ to }) => to));
    const lanes = Math.max(...group.map(({ lane }) => lane)) + 1;
    for (const member of group) member.lanes = lanes;
  }
  return sorted;
}

function firstFree(taken: readonly number[]): number {
  let lane = 0;
  while (taken.includes(lane)) lane += 1;
  return lane;
}
