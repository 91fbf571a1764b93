import type { Contract } from '../../contract/contract.ts';
import { decisionEntry, decisionId } from '../../domain/booking/booking-decision.ts';
import { type Decision, decisionHash } from '../../domain/booking/booking-request.ts';
import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId, RequestKey } from '../../domain/invitation/invitation-id.ts';
import { now } from '../../domain/time/instant.ts';
import { appendAfterRead } from '../../store/booking/booking-entries.ts';
import type { Table } from '../../store/table/table.ts';

/** Under one key stands one decision. */
function checkRepeat({ history }: Invitation, id: string, decision: Decision): void {
  const known = history[id];
  const isSame = known && known.kind !== 'completion' && known.requestHash === decisionHash(decision);
  if (!isSame) throw new Refusal('idempotency-key-reused', 'This idempotency key was used for another request.');
}

/**
 * Enters what the business decided about a booking into its history, once per key, and returns the invitation then.
 * Throws Refusal `not-found`, `nothing-booked`, `malformed` or `idempotency-key-reused`.
 */
export async function changeBooking(
  { table, contract }: { table: Table; contract: Pick<Contract, 'booking' | 'retention'> },
  invitationId: InvitationId,
  decision: Decision,
  key: RequestKey | undefined,
): Promise<Invitation> {
  const id = decisionId(invitationId, key);
  const entryFor = (invitation: Invitation) => decisionEntry(decision, invitation, contract.booking, now());
  const outcome = await appendAfterRead(table, invitationId, id, entryFor, contract);
  if (outcome.result === 'no-such-invitation' || outcome.result === 'erased') {
    throw new Refusal('not-found', 'There is no invitation with this id.');
  }
  if (outcome.result === 'duplicate') checkRepeat(outcome.invitation, id, decision);
  return outcome.invitation;
}
