import { createHash } from 'node:crypto';
import type { InvitationId } from '../invitation/invitation-id.ts';
import { type BookingClaim, claimIdFor, type Day, type DayKey, type StoredPlace } from '../places/day.ts';
import { dateShown, daysTouched, localDays } from '../places/local-days.ts';
import { ResourceId } from '../places/service.ts';
import { epochMs, Instant } from '../time/instant.ts';
import type { Slot } from './overlap.ts';

/** Characters of a hash that stand for a service: 132 bits. */
const HASH_LENGTH = 22;

/**
 * The resource whose days hold the bookings of one service text: it has no limit, and no contract knows it. Its id is
 * a hash, as a key takes neither texts of any length nor what a customer wrote.
 */
export const unlimitedResource = (service: string | undefined): ResourceId =>
  ResourceId.parse(
    `any-${createHash('sha256')
      .update(service ?? '')
      .digest('base64url')
      .slice(0, HASH_LENGTH)}`,
  );

/** Between these the year has four digits in every zone, as a date in a key has. */
const [FIRST, LAST] = [Instant.parse('0000-01-03T00:00:00.000Z'), Instant.parse('9999-12-29T00:00:00.000Z')];

/** A claim in the days of an unlimited resource. */
export type UnlimitedPlace = { readonly place: StoredPlace; readonly claim: BookingClaim };

/**
 * The place of a slot in the days of the business's zone. The claim id names the slot, so that a stored place tells by
 * itself whether it is the place of the booking as it is now. `undefined` at the ends of time, where days have no key.
 */
export function unlimitedPlaceOf(
  invitationId: InvitationId,
  { service, startsAt, endsAt }: Slot,
  zone: string,
): UnlimitedPlace | undefined {
  if (startsAt < FIRST || endsAt > LAST) return undefined;
  const [from, to] = [epochMs(startsAt), epochMs(endsAt)];
  const resource = unlimitedResource(service);
  const dates = localDays(zone, dateShown(zone, from), dateShown(zone, to));
  return {
    place: {
      claimId: claimIdFor(invitationId, `slot-${from}-${to}`),
      days: daysTouched(dates, { from, to }).map(({ date }) => ({ resource, date })),
    },
    claim: { kind: 'booking', invitationId, from, to, units: 1 },
  };
}

const isOneOf = (keys: readonly DayKey[], { resource, date }: DayKey): boolean =>
  keys.some((key) => key.resource === resource && key.date === date);

/** The other invitations that have a claim on a part of a place, by the days as they were read. */
export function neighboursOf({ place, claim }: UnlimitedPlace, days: readonly Day[]): InvitationId[] {
  return days
    .filter((day) => isOneOf(place.days, day))
    .flatMap(({ claims }) => Object.values(claims))
    .filter(({ from, to }) => from < claim.to && claim.from < to)
    .map(({ invitationId }) => invitationId)
    .filter((invitationId) => invitationId !== claim.invitationId);
}

/** Whether the claim stands in all days of a place. */
export const doesStand = ({ place }: UnlimitedPlace, days: readonly Day[]): boolean =>
  place.days.every((key) => days.some((day) => isOneOf([key], day) && Object.hasOwn(day.claims, place.claimId)));
