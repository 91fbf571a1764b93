import type { Actor } from '../people/actor.ts';
import type { SuccessfulClaim } from '../places/claim.ts';
import type { StoredPlace } from '../places/day.ts';
import type { Service } from '../places/service.ts';
import type { Instant } from '../time/instant.ts';
import type { Placement } from './placement.ts';

type Placed = Placement & { startsAt: Instant; endsAt: Instant; timeZone: string; service: string };

/** What a booking says of the place that was claimed for it by `actor`, in a language of the contract. */
export function placedAs(
  { place }: SuccessfulClaim,
  { id, title }: Service,
  { timeZone, language, actor }: { timeZone: string; language: string; actor: Actor },
): Placed {
  const { startsAt, endsAt, resources, resourceNames, claim } = place;
  const [resource] = resources;
  const [resourceName] = resourceNames;
  const lifted = claim.kind === 'booking' ? claim.overridden : undefined;
  return {
    startsAt,
    endsAt,
    timeZone,
    service: id,
    serviceTitle: title[language] ?? id,
    ...(resource && { resource, resourceName }),
    resources: [...resources],
    resourceNames: [...resourceNames],
    ...(lifted && { override: { actor, lifted } }),
  };
}

/** Where the claim stands, for whoever releases it. */
export const storedPlace = ({ place: { claimId, days } }: SuccessfulClaim): StoredPlace => ({
  claimId,
  days: [...days],
});
