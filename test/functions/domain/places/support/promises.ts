import type { InvitationId } from '../../../../../functions/shared/domain/invitation/invitation-id.ts';
import type { Place } from '../../../../../functions/shared/domain/places/claim.ts';
import { type Claim, type Day, hasEnded } from '../../../../../functions/shared/domain/places/day.ts';
import type { Resource } from '../../../../../functions/shared/domain/places/service.ts';

/** What an invitation has at a moment. */
export type Standing = { readonly invitationId: InvitationId; readonly booking: Place | undefined };

const hasPlace = (claim: Claim) => !(claim.kind === 'booking' && claim.overridden?.includes('slot-taken'));

/** Who is in a place at an instant. An invitation that holds where it might move takes one place, not two. */
function takers({ claims }: Day, at: number, now: number): number {
  const inPlace = Object.values(claims).filter(
    (claim) => claim.from <= at && at < claim.to && hasPlace(claim) && !hasEnded(claim, now),
  );
  return new Set(inPlace.map(({ invitationId }) => invitationId)).size;
}

function overfull(days: readonly Day[], resources: readonly Resource[], now: number): string[] {
  return days.flatMap((day) => {
    const capacity = resources.find(({ id }) => id === day.resource)?.capacity ?? 1;
    const starts = Object.values(day.claims).map(({ from }) => from);
    return starts.some((at) => takers(day, at, now) > capacity) ? [`more than ${capacity} in ${day.resource}`] : [];
  });
}

const mark = (resource: string, date: string, claimId: string, { from, to }: Claim) =>
  `${claimId} in ${resource} on ${date} from ${from} to ${to}`;

/** What is broken: capacity, a booking without exactly its claims, a booking claim without its booking. */
export function brokenPromises(
  days: readonly Day[],
  standings: readonly Standing[],
  resources: readonly Resource[],
  now: number,
): string[] {
  const stored = days.flatMap(({ resource, date, claims }) =>
    Object.entries(claims).flatMap(([id, claim]) => (claim.kind === 'booking' ? mark(resource, date, id, claim) : [])),
  );
  const due = standings.flatMap(({ booking }) =>
    booking ? booking.days.map(({ resource, date }) => mark(resource, date, booking.claimId, booking.claim)) : [],
  );
  return [
    ...overfull(days, resources, now),
    ...due.filter((one) => !stored.includes(one)).map((one) => `no claim: ${one}`),
    ...stored.filter((one) => !due.includes(one)).map((one) => `no booking: ${one}`),
  ];
}
