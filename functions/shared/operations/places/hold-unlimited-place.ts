import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../../contract/contract.ts';
import { holdsPlace } from '../../domain/booking/booking-state.ts';
import { type Slot, slotOf } from '../../domain/booking/overlap.ts';
import {
  doesStand,
  neighboursOf,
  type UnlimitedPlace,
  unlimitedPlaceOf,
} from '../../domain/booking/unlimited-place.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { type Claim, type Day, daysOf, isOverfull } from '../../domain/places/day.ts';
import { changedDays } from '../../domain/places/day-changes.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { readDays } from '../../store/places/days.ts';
import { writePlace } from '../../store/places/unlimited-places.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { Table } from '../../store/table/table.ts';

export type SettleContext = { table: Table; contract: Pick<Contract, 'booking' | 'retention'> };

/** An invitation as it is now, and whose claims meet the slot that its booking has, or had. */
type Surroundings = { current: Invitation | undefined; neighbours: InvitationId[] };

/** The days with the claim in them, and without the one before. A day that is full takes no further claim. */
function claimIn(days: readonly Day[], { place: stored }: Invitation, wanted: UnlimitedPlace | undefined) {
  // The id names the invitation, so that nobody else's claim goes.
  const goes = (_: Claim, claimId: string) => claimId === stored?.claimId;
  const without = { place: undefined, changed: changedDays(days, { goes }, Date.now()) };
  if (!wanted) return without;
  const { place, claim } = wanted;
  const comes = { claimId: place.claimId, claim, into: place.days };
  const changed = changedDays(days, { goes, comes }, Date.now());
  return changed.some(isOverfull) ? without : { place, changed };
}

/** Brings claim and stored place up to date; `false` if somebody else wrote one of the items meanwhile. */
async function writeClaim(
  { table, contract }: SettleContext,
  current: Invitation,
  wanted: UnlimitedPlace | undefined,
  days: readonly Day[],
): Promise<boolean> {
  if (wanted && isDeepStrictEqual(current.place, wanted.place) && doesStand(wanted, days)) return true;
  const { place, changed } = claimIn(days, current, wanted);
  const isWritten = changed.length === 0 && isDeepStrictEqual(current.place, place);
  return isWritten || writePlace(table, current, place, changed, contract);
}

/** A booking that names its resources has the place of a service, which whoever booked has claimed. */
const hasPlaceOfService = ({ booking }: Invitation): boolean => holdsPlace(booking) && booking.resources !== undefined;

async function holdOnce(
  context: SettleContext,
  invitationId: InvitationId,
  left: Slot | undefined,
): Promise<Surroundings | undefined> {
  const { table, contract } = context;
  const current = await readInvitation(table, invitationId);
  const placeOf = (slot: Slot | undefined) => slot && unlimitedPlaceOf(invitationId, slot, contract.booking.timeZone);
  const [wanted, before] = [placeOf(slotOf(current?.booking)), placeOf(left)];
  const unlimited = current && !hasPlaceOfService(current) ? current : undefined;
  const days = await readDays(table, daysOf([wanted?.place, before?.place, unlimited?.place]));
  if (unlimited && !(await writeClaim(context, unlimited, wanted, days))) return undefined;
  const met = [wanted, before].filter((place) => place !== undefined).flatMap((place) => neighboursOf(place, days));
  return { current, neighbours: met };
}

/**
 * Sees to it that a booking without the place of a service has its claim among those of its service text, and nowhere
 * else; one that is cancelled, or has no readable time, has none. Of two that claim at the same time, the later one
 * finds the other among the neighbours. `left` is the slot that the booking had before. Throws `Contention`.
 */
export const holdUnlimitedPlace = (
  context: SettleContext,
  invitationId: InvitationId,
  left: Slot | undefined,
): Promise<Surroundings> => untilWritten(async () => (await holdOnce(context, invitationId, left)) ?? LOST);
