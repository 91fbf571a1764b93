import * as z from 'zod/mini';
import type { Booking } from '../booking/booking-history.ts';
import { holdsPlace } from '../booking/booking-state.ts';
import { serviceBooked } from '../booking/service-booked.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import { epochMs, Instant } from '../time/instant.ts';
import { type ClaimRequest, tryClaim } from './claim.ts';
import { claimIdFor, type Day, LiftableReason } from './day.ts';
import type { PlaceTerms, Service } from './service.ts';
import { type EpochMs, MINUTE_MS } from './time-set.ts';
import { wishFor } from './wish.ts';

/**
 * What `claims rebuild` finds out of order. `claimed`: a booking without its claims; `lifted` says what its place goes
 * against. `overlapping`: a booking that an earlier run gave a place that somebody else has, and who still has it.
 * `released`: claims without their booking. `left`: a booking that only a person can give a place, as it is of none of
 * the services, or its day is full to the bound. `unreadable`: an item of no known form.
 */
export const ClaimFinding = z.object({
  kind: z.enum(['claimed', 'overlapping', 'released', 'left', 'unreadable']),
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

/**
 * Whether a booking stands where an earlier run placed it although others had the place, and they have it still. So every
 * run names it until a person has moved or cancelled one of them: what one run says may be lost with its answer.
 * `days` has those of its place, as they are.
 */
export function isPlacedOverOthers(
  invitation: Pick<Invitation, 'invitationId' | 'place'>,
  booking: Timed,
  policy: PlaceTerms & { timeZone: string },
  days: readonly Day[],
  now: EpochMs,
): boolean {
  const { override, resources: taken = [] } = booking;
  if (override?.actor.kind !== 'system' || !override.lifted.includes('slot-taken')) return false;
  const asked = rebuildRequest(invitation, booking, policy);
  if (!asked) return false;
  const { request } = asked;
  const needs = request.service.needs.map((need) => need.filter((id) => taken.includes(id)));
  // Under another id than the claim that stands, which would be answered as it is.
  const claimId = claimIdFor(invitation.invitationId, 'audited');
  const decision = tryClaim(days, { ...request, service: { ...request.service, needs }, claimId }, now);
  if (decision.outcome === 'refused' || decision.place.claim.kind === 'hold') return false;
  return decision.place.claim.overridden?.includes('slot-taken') ?? false;
}
