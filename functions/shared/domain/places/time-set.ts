/** Milliseconds since 1970 UTC. Plain numbers, as a search for slots compares tens of thousands of them. */
export type EpochMs = number;

export const MINUTE_MS = 60_000;

/** From `from` up to, but not including, `to`: milliseconds or minutes, by what it is used for. */
export type Interval = { readonly from: number; readonly to: number };

/** A set of instants: stretches in order, none of which meets the next. */
export type TimeSet = readonly Interval[];

/** The parts of the stretches that lie between two points. */
export function within(intervals: readonly Interval[], from: number, to: number): Interval[] {
  const parts: Interval[] = [];
  for (const interval of intervals) {
    const part = { from: Math.max(interval.from, from), to: Math.min(interval.to, to) };
    if (part.from < part.to) parts.push(part);
  }
  return parts;
}

/** All that lies in any of the stretches. Stretches that overlap or meet become one. */
export function unionOf(intervals: readonly Interval[]): TimeSet {
  const sorted = intervals.toSorted((one, other) => one.from - other.from);
  const union: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = union.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else union.push({ from, to });
  }
  return union;
}

/** The first stretch that ends after `at`. */
function firstEndingAfter(set: TimeSet, at: number): Interval | undefined {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((set[middle]?.to ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return set[low];
}

/** Whether the whole of `from` to `to` lies in the set. */
export function covers(set: TimeSet, from: number, to: number): boolean {
  const interval = firstEndingAfter(set, from);
  return interval !== undefined && interval.from <= from && to <= interval.to;
}

/** Whether any part of `from` to `to` lies in the set. */
export function meets(set: TimeSet, from: number, to: number): boolean {
  const interval = firstEndingAfter(set, from);
  return interval !== undefined && interval.from < to;
}
