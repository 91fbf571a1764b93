import type { Contract } from '../../contract/contract.ts';
import { asRead, type CompletionEntry, timeOfNext } from '../../domain/booking/booking-history.ts';
import { placedAs, storedPlace } from '../../domain/booking/placed-booking.ts';
import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Step } from '../../domain/live-form/step.ts';
import { claimIdFor } from '../../domain/places/day.ts';
import { wishFor } from '../../domain/places/wish.ts';
import { now } from '../../domain/time/instant.ts';
import { type Addition, appendAfterRead } from '../../store/booking/booking-entries.ts';
import { writeWith } from '../../store/places/days.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { decidePlace } from '../places/decide-place.ts';
import { hasTooManyOpen } from '../places/limit-open-bookings.ts';

export type LiveFormContext = { table: CustomerTable; contract: Contract };
type Confirm = Extract<Step, { kind: 'confirm' }>;

/** The customer has as many bookings ahead as the contract lets them have. */
export class TooManyOpen extends Error {}

/** What was filled in, under the names that the contract gives the fields of a form. */
function entryOf({ choice, start, details }: Confirm, { booking }: Contract, invitation: Invitation): CompletionEntry {
  const { date, time, service, name, notes } = booking.fields;
  const fields = {
    [date]: start.date,
    [time]: start.time,
    ...(service !== undefined && { [service]: choice.service }),
    ...(name !== undefined && details.name !== undefined && { [name]: details.name }),
    ...(notes !== undefined && details.notes !== undefined && { [notes]: details.notes }),
  };
  const at = timeOfNext(invitation.history, now());
  return asRead({ kind: 'completion', at, fields: JSON.stringify(fields) }, booking);
}

async function additionFor(context: LiveFormContext, step: Confirm, invitation: Invitation): Promise<Addition> {
  const { table, contract } = context;
  const { invitationId, language } = invitation;
  const wish = wishFor(contract.booking, step.choice);
  const claimId = claimIdFor(invitationId, step.confirmId);
  const request = { ...wish, kind: 'booking', by: 'customer', invitationId, claimId, start: step.start } as const;
  const claimed = await decidePlace(table, request, invitation);
  if (await hasTooManyOpen(context, invitation)) throw new TooManyOpen();
  const placed = placedAs(claimed, wish.service, { timeZone: contract.booking.timeZone, language });
  return {
    entry: { ...entryOf(step, contract, invitation), place: { outcome: 'placed', ...placed } },
    placeChange: { place: storedPlace(claimed), write: writeWith(table, claimed.changed, contract) },
  };
}

/**
 * Books what a customer confirms in a live form: the entry and its place in one transaction, all or nothing. Pressed
 * again it changes nothing, whatever became of the booking since. Throws the Refusal of the rule that speaks against it,
 * `not-found` for an invitation that is over, `TooManyOpen`, and `Contention`.
 */
export async function confirmLiveBooking(
  context: LiveFormContext,
  invitationId: InvitationId,
  step: Confirm,
): Promise<Invitation> {
  const addition = (invitation: Invitation) => additionFor(context, step, invitation);
  const outcome = await appendAfterRead(context.table, invitationId, step.confirmId, addition, context.contract);
  if (outcome.result === 'no-such-invitation' || outcome.result === 'erased')
    throw new Refusal('not-found', 'There is no invitation with this id.');
  return outcome.invitation;
}
