import type { Contract } from '../../contract/contract.ts';
import { decisionId } from '../../domain/booking/booking-decision.ts';
import { type HandBooking, handBookedInvitation, handBookingHash } from '../../domain/booking/hand-booking.ts';
import { placedAs, storedPlace } from '../../domain/booking/placed-booking.ts';
import { Refusal, reusedKey } from '../../domain/delivery/refusal.ts';
import { formIn } from '../../domain/forms/contract-form.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { type InvitationId, invitationIdFor, type RequestKey } from '../../domain/invitation/invitation-id.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { claimIdFor } from '../../domain/places/day.ts';
import { wishFor } from '../../domain/places/wish.ts';
import { now } from '../../domain/time/instant.ts';
import { noteInvitation } from '../../runtime/logger.ts';
import { isErased } from '../../store/customer/erased.ts';
import { createPlacedInvitation } from '../../store/invitation/create-placed-invitation.ts';
import { findInvitation } from '../../store/invitation/invitations.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { Table } from '../../store/table/table.ts';
import { decidePlace } from '../places/decide-place.ts';

type HandBookingContext = { table: Table; contract: Contract };
type Ids = { invitationId: InvitationId; entryId: string };
type HandBooked = { asked: HandBooking; actor: Actor };

/** Who books by hand, once per key. */
export type HandBookingRequest = { actor: Actor; key?: RequestKey | undefined };

/** What an earlier request under the same key booked, if it did. */
async function bookedBefore({ table }: HandBookingContext, { invitationId }: Ids, asked: HandBooking) {
  const known = await findInvitation(table, invitationId);
  if (!known) return undefined;
  if (isErased(known)) {
    throw new Refusal('erased', 'The customer of this request was erased since: book anew, with another key.');
  }
  if (known.requestHash === handBookingHash(asked)) return known;
  throw reusedKey();
}

/** Takes the place as the days are now, and books with it; `undefined` if somebody else wrote one of them meanwhile. */
async function bookOnce(
  { table, contract }: HandBookingContext,
  { invitationId, entryId }: Ids,
  { asked, actor }: HandBooked,
) {
  const { date, time, override, language } = asked;
  const wish = wishFor(contract.booking, asked);
  const claimId = claimIdFor(invitationId, entryId);
  const start = { date, time };
  const request = { ...wish, kind: 'booking', by: 'staff', invitationId, claimId, start, override } as const;
  const claimed = await decidePlace(table, request, {});
  const placed = placedAs(claimed, wish.service, { timeZone: wish.zone, language, actor });
  const { channelId } = table;
  const of = { invitationId, entryId, channelId, flowId: formIn(language, contract).id, at: now(), actor };
  const invitation = { ...handBookedInvitation(asked, placed, of), place: storedPlace(claimed) };
  return (await createPlacedInvitation(table, invitation, claimed.changed, contract)) ? invitation : undefined;
}

/**
 * Books by hand, once per key: the booking and its place are written together or not at all. Throws Refusal
 * `idempotency-key-reused` or `erased`, or why the place cannot be had, and `Contention` if others keep writing its days.
 */
export function bookByHand(
  context: HandBookingContext,
  asked: HandBooking,
  { actor, key }: HandBookingRequest,
): Promise<{ invitation: Invitation; repeated: boolean }> {
  const invitationId = invitationIdFor(context.table.channelId, key);
  noteInvitation(invitationId);
  const ids = { invitationId, entryId: decisionId(invitationId, key) };
  return untilWritten(async (attempt) => {
    // Without a key nobody but this request can have booked, in a transaction that met itself.
    const known = key || attempt > 1 ? await bookedBefore(context, ids, asked) : undefined;
    if (known) return { invitation: known, repeated: true };
    const invitation = await bookOnce(context, ids, { asked, actor });
    return invitation ? { invitation, repeated: false } : LOST;
  });
}
