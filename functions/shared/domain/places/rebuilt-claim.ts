import * as z from 'zod/mini';
import type { Booking } from '../booking/booking-history.ts';
import { holdsPlace } from '../booking/booking-state.ts';
import { serviceBooked } from '../booking/service-booked.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import { epochMs, Instant } from '../time/instant.ts';
import type { ClaimRequest } from './claim.ts';
import { claimIdFor, type Day, LiftableReason } from './day.ts';
import type { PlaceTerms, Service } from './service.ts';
import { MINUTE_MS } from './time-set.ts';
import { wishFor } from './wish.ts';

/**
 * What `claims rebuild` finds out of order. `claimed`: a booking without its claims; `lifted` says what its place goes
 * against. `released`: claims without their booking. `left`: a booking that only a person can give a place, as it is of
 * none of the services, or its day is full to the bound. `unreadable`: an item of no known form.
 */
export const ClaimFinding = z.object({
  kind: z.enum(['claimed', 'released', 'left', 'unreadable']),
  invitationId: z.optional(InvitationId),
  startsAt: z.optional(Instant),
  endsAt: z.optional(Instant),
  lifted: z.optional(z.array(LiftableReason)),
});
export type ClaimFinding = z.infer<typeof ClaimFinding>;

type Timed = Booking & { startsAt: Instant; endsAt: Instant };

/** A booking that has its place and is not over. */
export const isAhead = (booking: Booking | undefined, now: number): booking is Timed =>
  holdsPlace(booking) &&
  booking.startsAt !== undefined &&
  booking.endsAt !== undefined &&
  epochMs(booking.endsAt) > now;

/** Whether each of the days of an invitation's place holds its claim. `days` has them, as they are. */
export const doClaimsStand = ({ place }: Pick<Invitation, 'place'>, days: readonly Day[]): boolean =>
  place?.days.every(({ resource, date }) =>
    days.some((day) => day.resource === resource && day.date === date && Object.hasOwn(day.claims, place.claimId)),
  ) ?? false;

/** Asks for the place of a booking at its own times, whoever is there; `undefined` if it is of none of the services. */
export function rebuildRequest(
  { invitationId, place }: Pick<Invitation, 'invitationId' | 'place'>,
  booking: Timed,
  policy: PlaceTerms & { timeZone: string },
): { request: ClaimRequest; service: Service } | undefined {
  const service = serviceBooked(booking, policy);
  if (!service) return undefined;
  const resource = service.needs[0]?.find((id) => id === booking.resource);
  const minutes = (epochMs(booking.endsAt) - epochMs(booking.startsAt)) / MINUTE_MS;
  const request = {
    ...wishFor(policy, { service: service.id, resource }),
    service: { ...service, minutes },
    kind: 'booking',
    by: 'staff',
    override: true,
    invitationId,
    claimId: claimIdFor(invitationId, 'rebuilt'),
    replaces: place?.claimId,
    start: { startsAt: epochMs(booking.startsAt) },
  } as const;
  return { request, service };
}
