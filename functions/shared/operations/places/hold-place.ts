import { randomUUID } from 'node:crypto';
import type { Contract } from '../../contract/contract.ts';
import { storedPlace } from '../../domain/booking/placed-booking.ts';
import { unknownInvitation } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { withOneMore } from '../../domain/live-form/hold-budget.ts';
import type { WishedStart } from '../../domain/places/appointment.ts';
import type { Place } from '../../domain/places/claim.ts';
import { claimIdFor } from '../../domain/places/day.ts';
import { wishFor } from '../../domain/places/wish.ts';
import { now } from '../../domain/time/instant.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { writeHold } from '../../store/places/holds.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { Table } from '../../store/table/table.ts';
import { decidePlace } from './decide-place.ts';

type HoldContext = { table: Table; contract: Pick<Contract, 'booking' | 'retention'> };

/** What a customer wishes to keep while they fill in the rest. */
export type HoldRequest = { service: string; resource?: string | undefined; start: WishedStart };

/** Decides by the days as they are now; `undefined` if somebody else wrote one of them, or the invitation, meanwhile. */
async function holdOnce({ table, contract }: HoldContext, invitation: Invitation, asked: HoldRequest) {
  const { invitationId } = invitation;
  const wish = wishFor(contract.booking, asked);
  const claimId = claimIdFor(invitationId, `hold-${randomUUID()}`);
  const request = { ...wish, kind: 'hold', by: 'customer', invitationId, claimId, start: asked.start } as const;
  const claimed = await decidePlace(table, request, invitation);
  const stands = claimed.changed.length === 0;
  if (stands) return claimed.place;
  const { service, resource } = asked;
  const next = {
    held: storedPlace(claimed),
    heldFor: { service, ...(resource !== undefined && { resource }) },
    holds: withOneMore(invitation.holds, now()),
  };
  const isHeld = await writeHold(table, invitation, next, claimed.changed, contract);
  return isHeld ? claimed.place : undefined;
}

/**
 * Keeps a place for an invitation until `place.claim.until`. An invitation has one hold: the new one replaces the hold
 * that it has, on whatever day that is. Asked again it answers the hold that stands, and does not renew it. A booking of
 * the invitation keeps its place beside the hold. `seen`: the invitation as the caller has just read it. Throws Refusal `not-found`, `unknown-service`, `unknown-resource` or
 * why the place cannot be had, `TooOften`, and `Contention` if others keep writing its days.
 */
export const holdPlace = (
  context: HoldContext,
  invitationId: InvitationId,
  asked: HoldRequest,
  seen?: Invitation,
): Promise<Place> =>
  untilWritten(async (attempt) => {
    const invitation = attempt === 1 && seen ? seen : await readInvitation(context.table, invitationId);
    if (!invitation) throw unknownInvitation();
    return (await holdOnce(context, invitation, asked)) ?? LOST;
  });
