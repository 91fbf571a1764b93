/** Milliseconds since 1970 UTC. Plain numbers, as a search for slots compares tens of thousands of them. */
export type EpochMs = number;

export const MINUTE_MS = 60_000;

/** From `from` up to, but not including, `to`: milliseconds or minutes, by what it is used for. */
export type Stretch = { readonly from: number; readonly to: number };

/** A set of instants: stretches in order, none of which meets the next. */
export type TimeSet = readonly Stretch[];

/** The parts of the stretches that lie between two points. */
export function within(stretches: readonly Stretch[], from: number, to: number): Stretch[] {
  const parts: Stretch[] = [];
  for (const stretch of stretches) {
    const part = { from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) };
    if (part.from < part.to) parts.push(part);
  }
  return parts;
}

/** All that lies in any of the stretches. Stretches that overlap or meet become one. */
export function unionOf(stretches: readonly Stretch[]): TimeSet {
  const sorted = stretches.toSorted((one, other) => one.from - other.from);
  const union: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = union.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else union.push({ from, to });
  }
  return union;
}

/** The first stretch that ends after `at`. */
function firstEndingAfter(set: TimeSet, at: number): Stretch | undefined {
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
  const stretch = firstEndingAfter(set, from);
  return stretch !== undefined && stretch.from <= from && to <= stretch.to;
}

/** Whether any part of `from` to `to` lies in the set. */
export function meets(set: TimeSet, from: number, to: number): boolean {
  const stretch = firstEndingAfter(set, from);
  return stretch !== undefined && stretch.from < to;
}
