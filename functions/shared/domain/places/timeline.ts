import type { OpenSpan, WeeklyHours } from '../business-terms.ts';
import type { Claim, Day, DayClosure } from './day.ts';
import { type LocalDay, minuteOf } from './local-days.ts';
import type { Resource } from './service.ts';
import { type Interval, MINUTE_MS, type TimeSet, unionOf, within } from './time-set.ts';

/** One resource over some days: when it is open, and when it has no unit left. */
export type Timeline = { readonly resource: Resource; readonly open: TimeSet; readonly full: TimeSet };

/** Which claims keep others away: see `own-claims.ts`. */
export type Counts = (claim: Claim, claimId: string) => boolean;

const MINUTES_OF_DAY = 1_440;
const ALL_DAY: readonly Interval[] = [{ from: 0, to: MINUTES_OF_DAY }];

const minutesOf = ({ from, to }: OpenSpan): Interval => ({ from: minuteOf(from), to: minuteOf(to) });

/** In the order in which they were decided; the id settles a tie, so that the order of writing never matters. */
const inOrder = (closures: Record<string, DayClosure>): DayClosure[] =>
  Object.entries(closures)
    .toSorted(([oneId, one], [otherId, other]) => one.at - other.at || (oneId < otherId ? -1 : 1))
    .map(([, closure]) => closure);

/** Between its two times a closure replaces what held before it. */
function replacedBy(open: readonly Interval[], closure: DayClosure): Interval[] {
  const { from, to } = minutesOf(closure);
  return [
    ...within(open, 0, from),
    ...within(closure.open.map(minutesOf), from, to),
    ...within(open, to, MINUTES_OF_DAY),
  ];
}

/** When the clock of this date shows a time between the two of a span. */
function instantsOf({ pieces }: LocalDay, spans: readonly Interval[]): Interval[] {
  return pieces.flatMap(({ from, to, midnight }) => {
    const instants = spans.map((span) => ({
      from: midnight + span.from * MINUTE_MS,
      to: midnight + span.to * MINUTE_MS,
    }));
    return within(instants, from, to);
  });
}

/** When a closure's part of this date holds, whether it opens or closes. */
export const closureInstants = (local: LocalDay, closure: DayClosure): TimeSet =>
  unionOf(instantsOf(local, [minutesOf(closure)]));

/** When the clock of this date shows an open time. */
function openOn(local: LocalDay, hours: WeeklyHours | undefined, { hours: closures }: Day): Interval[] {
  const weekly = hours ? (hours[local.weekday] ?? []).map(minutesOf) : ALL_DAY;
  return instantsOf(local, closures ? inOrder(closures).reduce(replacedBy, [...weekly]) : weekly);
}

type Taken = Interval & Pick<Claim, 'units'>;

/** What each invitation takes: its booking and its hold take one place, as the hold is to replace the booking. */
function takenBy(claims: readonly Claim[]): Taken[] {
  const byInvitation = Map.groupBy(claims, ({ invitationId }) => invitationId);
  return [...byInvitation.values()].flatMap((own): readonly Taken[] => {
    if (own.length === 1) return own;
    const units = Math.max(...own.map((claim) => claim.units));
    return unionOf(own).map(({ from, to }) => ({ from, to, units }));
  });
}

/** When the units that are taken leave none of the capacity. */
function fullBy(claims: readonly Claim[], capacity: number): readonly Interval[] {
  // One of anything fills it: this is what most resources are, and most of the work of a search.
  if (capacity === 1) return claims;
  const changes = takenBy(claims).flatMap(({ from, to, units }) => [
    { at: from, units },
    { at: to, units: -units },
  ]);
  changes.sort((one, other) => one.at - other.at);
  const full: Interval[] = [];
  let taken = 0;
  let before = Number.NEGATIVE_INFINITY;
  for (const { at, units } of changes) {
    if (taken >= capacity && before < at) full.push({ from: before, to: at });
    taken += units;
    before = at;
  }
  return full;
}

/** When nothing more can be claimed on this date. */
function fullOn({ pieces }: LocalDay, { claims }: Day, capacity: number, counts: Counts): Interval[] {
  const counted: Claim[] = [];
  for (const id in claims) {
    const claim = claims[id];
    if (claim && counts(claim, id)) counted.push(claim);
  }
  const full = fullBy(counted, capacity);
  return pieces.flatMap(({ from, to }) => within(full, from, to));
}

/** A date on the business's clock, and what is known of a resource on it. */
type KnownDay = { local: LocalDay; day: Day };

/** When a resource is open over some days, by the hours of the business unless it has its own. */
export const openTimesOf = (
  { openingHours }: Resource,
  hours: WeeklyHours | undefined,
  days: readonly KnownDay[],
): TimeSet =>
  // Spans that meet at midnight become one here.
  unionOf(days.flatMap(({ local, day }) => openOn(local, openingHours ?? hours, day)));

/** The timeline of a resource over some days. */
export function timelineOf(
  resource: Resource,
  hours: WeeklyHours | undefined,
  days: readonly KnownDay[],
  counts: Counts,
): Timeline {
  const { capacity = 1 } = resource;
  return {
    resource,
    open: openTimesOf(resource, hours, days),
    full: unionOf(days.flatMap(({ local, day }) => fullOn(local, day, capacity, counts))),
  };
}
