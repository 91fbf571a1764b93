import type { Contract } from '../../contract/contract.ts';
import { bookedIn, type Decided, decisionEntry, decisionId } from '../../domain/booking/booking-decision.ts';
import type { HistoryEntry } from '../../domain/booking/booking-history.ts';
import { type Decision, decisionHash } from '../../domain/booking/booking-request.ts';
import { checkRevision } from '../../domain/booking/expected-revision.ts';
import { type Move, moveOf } from '../../domain/booking/move.ts';
import { placedAs, storedPlace } from '../../domain/booking/placed-booking.ts';
import { reusedKey, unknownInvitation } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId, RequestKey } from '../../domain/invitation/invitation-id.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { claimIdFor } from '../../domain/places/day.ts';
import { now } from '../../domain/time/instant.ts';
import { type Addition, appendAfterRead } from '../../store/booking/booking-entries.ts';
import { writeWith } from '../../store/places/days.ts';
import type { Table } from '../../store/table/table.ts';
import { daysWithout, decidePlace } from '../places/decide-place.ts';

type ChangeContext = { table: Table; contract: Pick<Contract, 'booking' | 'retention'> };
type Asked = Decided & { id: string; expected: number | undefined };

/** What a change of a booking takes beside the decision. */
export type Asking = {
  /** Who decided. */
  actor: Actor;
  /** Under one key the decision is entered once. */
  key?: RequestKey | undefined;
  /** The revision that whoever decided had seen; left out: they do not mind. */
  expected?: number | undefined;
};

/** Under one key stands one decision. */
function checkRepeat({ history }: Invitation, { decision, id }: Asked): void {
  const known = history[id];
  const isSame = known && 'requestHash' in known && known.requestHash === decisionHash(decision);
  if (!isSame) throw reusedKey();
}

/** The entry with the new place, which the old one is given up for. */
async function moved(
  { table, contract }: ChangeContext,
  asked: Asked,
  invitation: Invitation,
  { wish, start, override }: Move,
): Promise<Addition> {
  const { invitationId, language } = invitation;
  const claimId = claimIdFor(invitationId, asked.id);
  const request = { ...wish, kind: 'booking', by: 'staff', invitationId, claimId, start, override } as const;
  const claimed = await decidePlace(table, request, invitation);
  const { actor } = asked;
  const placed = placedAs(claimed, wish.service, { timeZone: contract.booking.timeZone, language, actor });
  const entry = decisionEntry(asked, invitation, contract.booking, now(), placed);
  return { entry, placeChange: { place: storedPlace(claimed), write: writeWith(table, claimed.changed, contract) } };
}

/** A booking that is cancelled, or moved to a time at which nothing is claimed for it, has no place any more. */
const leavesItsPlace = (entry: HistoryEntry): boolean =>
  entry.kind === 'cancellation' || (entry.kind === 'change' && entry.changes.startsAt !== undefined);

/** The decision as an entry, with what it does to the place. */
async function additionFor(context: ChangeContext, asked: Asked, invitation: Invitation): Promise<Addition> {
  const { table, contract } = context;
  const { decision, expected } = asked;
  checkRevision(invitation, expected);
  const move = decision.kind === 'change' ? moveOf(decision.asked, bookedIn(invitation), contract.booking) : undefined;
  if (move) return moved(context, asked, invitation, move);
  const entry = decisionEntry(asked, invitation, contract.booking, now());
  const { invitationId, place, booking } = invitation;
  // The claim of a booking without the place of a service follows it behind the stream: nobody is refused for it.
  if (!place || !booking?.resources || !leavesItsPlace(entry)) return { entry };
  const days = await daysWithout(table, invitationId, invitation);
  return { entry, placeChange: { place: undefined, write: writeWith(table, days, contract) } };
}

/**
 * Enters what the business decided about a booking into its history, once per key, and returns the invitation then. A
 * change of time, service or resource takes the new place with the entry, and releases the old one; a cancellation
 * releases it. An approval leaves the place where it is. Throws Refusal `not-found`, `changed-meanwhile`,
 * `nothing-booked`, `nothing-to-approve`, `malformed`, `idempotency-key-reused`, or why the new place cannot be had, and
 * `Contention` if others keep writing its days.
 */
export async function changeBooking(
  context: ChangeContext,
  invitationId: InvitationId,
  decision: Decision,
  { actor, key, expected }: Asking,
): Promise<Invitation> {
  const asked = { decision, actor, id: decisionId(invitationId, key), expected };
  const addition = (invitation: Invitation) => additionFor(context, asked, invitation);
  const outcome = await appendAfterRead(context.table, invitationId, asked.id, addition, context.contract);
  if (outcome.result === 'no-such-invitation' || outcome.result === 'erased') {
    throw unknownInvitation();
  }
  if (outcome.result === 'duplicate') checkRepeat(outcome.invitation, asked);
  return outcome.invitation;
}
