import type { SuccessfulClaim } from '../places/claim.ts';
import type { StoredPlace } from '../places/day.ts';
import type { Service } from '../places/service.ts';
import type { BookingDetails } from './booking.ts';
import type { Placement } from './placement.ts';

type Placed = Placement & Required<Pick<BookingDetails, 'startsAt' | 'endsAt' | 'timeZone' | 'service'>>;

/** What a booking says of the place that was claimed for it, in a language of the contract. */
export function placedAs(
  { place }: SuccessfulClaim,
  { id, title }: Service,
  { timeZone, language }: { timeZone: string; language: string },
): Placed {
  const { startsAt, endsAt, resources, claim } = place;
  const [resource] = resources;
  const lifted = claim.kind === 'booking' ? claim.overridden : undefined;
  return {
    startsAt,
    endsAt,
    timeZone,
    service: id,
    serviceTitle: title[language] ?? id,
    ...(resource && { resource }),
    resources: [...resources],
    ...(lifted && { override: { by: 'owner', lifted } }),
  };
}

/** Where the claim stands, for whoever releases it. */
export const storedPlace = ({ place: { claimId, days } }: SuccessfulClaim): StoredPlace => ({
  claimId,
  days: [...days],
});
