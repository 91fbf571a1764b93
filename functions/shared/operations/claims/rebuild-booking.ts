import { v7 } from 'uuid';
import type { Contract } from '../../contract/contract.ts';
import { type PlacementEntry, timeOfNext } from '../../domain/booking/booking-history.ts';
import { openRequest } from '../../domain/booking/form-request.ts';
import { placedAs, storedPlace } from '../../domain/booking/placed-booking.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { SYSTEM } from '../../domain/people/actor.ts';
import { daysOf } from '../../domain/places/day.ts';
import {
  type ClaimFinding,
  doClaimsStand,
  isAhead,
  isPlacedOverOthers,
  rebuildRequest,
} from '../../domain/places/rebuilt-claim.ts';
import { instantAt } from '../../domain/time/instant.ts';
import { rewriteEntry } from '../../store/booking/booking-entries.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { readDays, writeWith } from '../../store/places/days.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { settleBooking } from '../booking/settle-booking.ts';
import { judgePlace } from '../places/decide-place.ts';

export type RebuildContext = { table: CustomerTable; contract: Pick<Contract, 'booking' | 'retention'> };

/** Right after what decided the booking, so that whatever the customer or the business says later comes after it. */
function placementTime({ history }: Invitation) {
  const open = openRequest(history);
  const decided = Object.entries(history).filter(([id]) => id !== open?.id);
  return timeOfNext(Object.fromEntries(decided), instantAt(0));
}

/** What is out of order with the claims of one booking, and how to mend it; `undefined` if nothing is. */
async function examine({ table, contract }: RebuildContext, invitation: Invitation) {
  const { booking, place, invitationId, language } = invitation;
  const now = Date.now();
  if (!isAhead(booking, now)) return undefined;
  const { startsAt, endsAt } = booking;
  const found = { invitationId, startsAt, endsAt };
  const days = await readDays(table, daysOf([place]));
  if (booking.resources && doClaimsStand(invitation, days)) {
    const isOver = isPlacedOverOthers(invitation, booking, contract.booking, days, now);
    return isOver ? { finding: { kind: 'overlapping', ...found } as const } : undefined;
  }
  const asked = rebuildRequest(invitation, booking, contract.booking);
  if (!asked) return { finding: { kind: 'left', ...found } as const };
  const judged = await judgePlace(table, asked.request, invitation);
  if (judged.outcome === 'refused') return { finding: { kind: 'left', ...found } as const };
  const { timeZone } = contract.booking;
  const placed = placedAs(judged, asked.service, { timeZone, language, actor: SYSTEM });
  const { startsAt: _, endsAt: __, timeZone: ___, ...kept } = placed;
  const entry: PlacementEntry = { kind: 'placement', at: placementTime(invitation), placed: kept };
  return {
    finding: { kind: 'claimed', ...found, ...(placed.override && { lifted: placed.override.lifted }) } as const,
    addition: { entry, placeChange: { place: storedPlace(judged), write: writeWith(table, judged.changed, contract) } },
  };
}

/** The same where the contract names no services: the place is one of its service text, which nothing is refused for. */
export async function rebuildUnlimited(
  context: RebuildContext,
  invitationId: InvitationId,
  check: boolean,
): Promise<ClaimFinding | undefined> {
  const invitation = await readInvitation(context.table, invitationId);
  const booking = invitation?.booking;
  if (!invitation || !isAhead(booking, Date.now())) return undefined;
  if (invitation.place && doClaimsStand(invitation, await readDays(context.table, invitation.place.days)))
    return undefined;
  if (!check) await settleBooking(context, invitationId);
  return { kind: 'claimed', invitationId, startsAt: booking.startsAt, endsAt: booking.endsAt };
}

/**
 * Gives a booking that stands and lies ahead the claims that it lacks, at its own times, whatever is there: what speaks
 * against them is overridden, and said. `check` says what it would do. Throws `Contention` if others keep writing.
 */
export const rebuildBooking = (
  context: RebuildContext,
  invitationId: InvitationId,
  check: boolean,
): Promise<ClaimFinding | undefined> =>
  untilWritten(async () => {
    const invitation = await readInvitation(context.table, invitationId);
    if (!invitation) return undefined;
    const examined = await examine(context, invitation);
    if (!examined?.addition || check) return examined?.finding;
    const addition = { id: v7(), ...examined.addition };
    return (await rewriteEntry(context.table, invitation, addition, context.contract)) ? examined.finding : LOST;
  });
