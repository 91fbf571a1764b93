import type { Contract } from '../../contract/contract.ts';
import { bookedIn } from '../../domain/booking/booking-decision.ts';
import { wishToMove } from '../../domain/booking/move.ts';
import { unknownInvitation } from '../../domain/delivery/refusal.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Wish } from '../../domain/places/availability.ts';
import type { Caller } from '../../domain/places/caller.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import type { Table } from '../../store/table/table.ts';

/**
 * What a booking takes if it is moved: it stays as long as it is, and its present place keeps nobody away but others.
 * Throws Refusal `not-found`, `nothing-booked`, `unknown-service` or `unknown-resource`.
 */
export async function wishOfMoved(
  { table, contract }: { table: Table; contract: Pick<Contract, 'booking'> },
  invitationId: InvitationId,
  wished: { service: string; resource?: string | undefined },
): Promise<Wish & Pick<Caller, 'invitationId' | 'replaces'>> {
  const invitation = await readInvitation(table, invitationId);
  if (!invitation) throw unknownInvitation();
  const wish = wishToMove(wished, bookedIn(invitation), contract.booking);
  return { ...wish, invitationId, replaces: invitation.place?.claimId };
}
