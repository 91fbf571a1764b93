import type { Appointment } from './appointment.ts';
import { candidatesFor, isFreeFor, timelinesOf, type Wish } from './availability.ts';
import { type Caller, givesWay, rivalsOf } from './caller.ts';
import { type Claim, ClaimId, type Day, hasEnded } from './day.ts';
import type { LocalDay } from './local-days.ts';
import { assign } from './needs.ts';
import type { Resource, ResourceId } from './service.ts';
import type { EpochMs } from './time-set.ts';

/** A claim of the caller that is in force, and the resources in whose days it stands. */
export type OwnPlace = {
  readonly claimId: ClaimId;
  readonly claim: Claim;
  readonly resources: ReadonlySet<ResourceId>;
};

/** The caller's holds, and the claim that is asked for, if it stands already. */
export function ownPlaces(days: readonly Day[], caller: Caller, now: EpochMs): OwnPlace[] {
  const places = new Map<string, { claimId: ClaimId; claim: Claim; resources: Set<ResourceId> }>();
  if (caller.invitationId === undefined) return [];
  for (const { resource, claims } of days) {
    for (const [id, claim] of Object.entries(claims)) {
      if (hasEnded(claim, now) || !givesWay(claim, id, caller)) continue;
      if (claim.kind === 'booking' && id !== caller.claimId) continue;
      const place = places.get(id) ?? { claimId: ClaimId.parse(id), claim, resources: new Set() };
      places.set(id, place);
      place.resources.add(resource);
    }
  }
  return [...places.values()];
}

/** The resources of a place by the needs they serve, if it is the place of exactly this appointment. */
export function servedBy(
  { claim, resources }: OwnPlace,
  wish: Wish,
  { from, to }: Appointment,
): Resource[] | undefined {
  if (claim.from !== from || claim.to !== to || resources.size !== wish.service.needs.length) return undefined;
  return assign(candidatesFor(wish).map((need) => need.filter(({ id }) => resources.has(id))));
}

/**
 * Whether a hold still has its place. It was promised, so that hours, closures and rules do not matter any more; but
 * somebody whose clock is ahead may have seen it end, and taken it.
 */
export function isKept(
  served: readonly Resource[],
  wish: Wish,
  appointment: Appointment,
  { days, touched, caller, now }: { days: readonly Day[]; touched: readonly LocalDay[]; caller: Caller; now: EpochMs },
): boolean {
  const timelines = timelinesOf(wish, [served], touched, days, rivalsOf(caller, now));
  return timelines.flat().every((one) => isFreeFor(one, appointment));
}
