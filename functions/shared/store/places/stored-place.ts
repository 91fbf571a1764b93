import type { StoredPlace } from '../../domain/places/day.ts';
import { type Packed, packed } from '../table/packed.ts';
import { ownClaimId } from '../table/short-ids.ts';

/** Where an invitation has its place, as its item keeps it: by the claim conditions tell one place from another. */
export const placeItem = ({ claimId, days }: StoredPlace): Packed & { claimId: string } => ({
  claimId: ownClaimId(claimId),
  ...packed({ days }),
});

/** The condition that an invitation's place is still the one that was read. Earlier versions stored its claim as a whole. */
export const isPlacedAs = (place: StoredPlace | undefined) =>
  place
    ? {
        condition: '(place.claimId = :ownClaimId OR place.claimId = :claimId)',
        values: { ':ownClaimId': ownClaimId(place.claimId), ':claimId': place.claimId },
      }
    : { condition: 'attribute_not_exists(place)', values: undefined };
