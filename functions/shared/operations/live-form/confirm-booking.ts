import type { Contract } from '../../contract/contract.ts';
import { asRead, type CompletionEntry, timeOfNext } from '../../domain/booking/booking-history.ts';
import { holdsPlace } from '../../domain/booking/booking-state.ts';
import { placedAs, storedPlace } from '../../domain/booking/placed-booking.ts';
import { Refusal, unknownInvitation } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { confirmsHold } from '../../domain/live-form/confirmed-hold.ts';
import { isOwnTime, keptPlace } from '../../domain/live-form/own-time.ts';
import type { StepOf } from '../../domain/live-form/step.ts';
import { CUSTOMER } from '../../domain/people/actor.ts';
import { claimIdFor } from '../../domain/places/day.ts';
import { wishFor } from '../../domain/places/wish.ts';
import { now } from '../../domain/time/instant.ts';
import { type Addition, appendAfterRead } from '../../store/booking/booking-entries.ts';
import { writeWith } from '../../store/places/days.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { placeForm } from '../booking/await-approval.ts';
import { decideConfirmation } from '../places/decide-place.ts';
import { hasTooManyOpen } from '../places/limit-open-bookings.ts';

export type LiveFormContext = { table: CustomerTable; contract: Contract };
type Confirm = StepOf<'confirm'>;

/** The customer has as many bookings ahead as the contract lets them have. */
export class TooManyOpen extends Error {}

/**
 * What was filled in, under the names that the contract gives the fields of a form. Who moves an appointment and has
 * nothing to note keeps the notes of before.
 */
function entryOf({ choice, start, typed }: Confirm, { booking }: Contract, invitation: Invitation): CompletionEntry {
  const { date, time, service, name, notes } = booking.fields;
  const before = holdsPlace(invitation.booking) ? invitation.booking.notes : undefined;
  const noted = typed.notes ?? before;
  const fields = {
    [date]: start.date,
    [time]: start.time,
    ...(service !== undefined && { [service]: choice.service }),
    ...(name !== undefined && typed.name !== undefined && { [name]: typed.name }),
    ...(notes !== undefined && noted !== undefined && { [notes]: noted }),
  };
  const at = timeOfNext(invitation.history, now());
  return asRead({ kind: 'completion', at, fields: JSON.stringify(fields) }, booking);
}

async function additionFor(context: LiveFormContext, step: Confirm, invitation: Invitation): Promise<Addition> {
  const { table, contract } = context;
  const { invitationId, language } = invitation;
  const isHeld = confirmsHold(invitation, step.confirmId);
  const kept = isHeld && isOwnTime(invitation, step, contract.booking) ? keptPlace(invitation) : undefined;
  if (kept) return { entry: { ...entryOf(step, contract, invitation), place: kept } };
  const wish = wishFor(contract.booking, step.choice);
  if (!isHeld)
    throw new Refusal('slot-taken', 'The hold of this confirmation is not the newest one of its invitation.');
  const claimId = claimIdFor(invitationId, step.confirmId);
  const request = { ...wish, kind: 'booking', by: 'customer', invitationId, claimId, start: step.start } as const;
  const claimed = await decideConfirmation(table, request, invitation);
  if (await hasTooManyOpen(context, invitation)) throw new TooManyOpen();
  const placed = placedAs(claimed, wish.service, {
    timeZone: contract.booking.timeZone,
    language,
    actor: CUSTOMER,
  });
  return {
    entry: { ...entryOf(step, contract, invitation), place: await placeForm(context, invitation, placed) },
    placeChange: { place: storedPlace(claimed), write: writeWith(table, claimed.changed, contract) },
  };
}

/**
 * Books what a customer confirms in a live form: the entry and its place in one transaction, all or nothing. Pressed
 * again it changes nothing, whatever became of the booking since. A time that became their own while they held it is an
 * entry as well, so that no repeat asks for it anew; one that they chose as their own changes nothing. Only the
 * newest hold of the invitation is confirmed: what was sent before and comes again books nothing. Throws the Refusal of
 * the rule that speaks against it, `not-found` for an invitation that is gone, `TooManyOpen`, and `Contention`.
 */
export async function confirmLiveBooking(context: LiveFormContext, seen: Invitation, step: Confirm): Promise<void> {
  const { table, contract } = context;
  if (isOwnTime(seen, step, contract.booking) && !confirmsHold(seen, step.confirmId)) return;
  const addition = (invitation: Invitation) => additionFor(context, step, invitation);
  const outcome = await appendAfterRead(table, seen.invitationId, step.confirmId, addition, contract, { seen });
  if (outcome.result === 'no-such-invitation' || outcome.result === 'erased') throw unknownInvitation();
}
