import type { SuccessfulClaim } from '../places/claim.ts';
import type { StoredPlace } from '../places/day.ts';
import type { Service } from '../places/service.ts';
import type { Instant } from '../time/instant.ts';
import type { BookingOverride, Placement } from './placement.ts';

type Placed = Placement & { startsAt: Instant; endsAt: Instant; timeZone: string; service: string };

/** What a booking says of the place that was claimed for it, in a language of the contract. */
export function placedAs(
  { place }: SuccessfulClaim,
  { id, title }: Service,
  { timeZone, language, by = 'owner' }: { timeZone: string; language: string; by?: BookingOverride['by'] },
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
    ...(lifted && { override: { by, lifted } }),
  };
}

/** Where the claim stands, for whoever releases it. */
export const storedPlace = ({ place: { claimId, days } }: SuccessfulClaim): StoredPlace => ({
  claimId,
  days: [...days],
});
