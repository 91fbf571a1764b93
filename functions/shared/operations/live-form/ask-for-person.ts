import { type CompletionEntry, timeOfNext } from '../../domain/booking/booking-history.ts';
import { unknownInvitation } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Choice } from '../../domain/live-form/step.ts';
import { serviceOf } from '../../domain/places/wish.ts';
import { now } from '../../domain/time/instant.ts';
import { appendAfterRead } from '../../store/booking/booking-entries.ts';
import type { LiveFormContext } from './confirm-booking.ts';

const isAsked = ({ booking }: Pick<Invitation, 'booking'>): boolean =>
  booking !== undefined && booking.state !== 'cancelled' && booking.attention.includes('none-suits');

/** A form that names no time: what the customer has stays as it is. */
function entryOf({ service }: Choice, { history }: Invitation, { contract }: LiveFormContext): CompletionEntry {
  const { timeZone, fields } = contract.booking;
  return {
    kind: 'completion',
    at: timeOfNext(history, now()),
    fields: JSON.stringify(fields.service === undefined ? {} : { [fields.service]: service }),
    read: { timeZone, service, attention: [] },
    place: { outcome: 'refused', reason: 'none-suits' },
  };
}

/**
 * Has a person answer a customer whom none of the times suits: the invitation needs attention from now on. Said again
 * before anybody answered it changes nothing. Throws Refusal `unknown-service`, `not-found` for an invitation that is gone, and
 * `Contention`.
 */
export async function askForPerson(context: LiveFormContext, seen: Invitation, choice: Choice): Promise<void> {
  if (isAsked(seen)) return;
  const { table, contract } = context;
  serviceOf(contract.booking, choice.service);
  // Two taps that saw the same invitation say the same.
  const id = `live-none-suits-${seen.revision}`;
  const addition = (invitation: Invitation) => ({ entry: entryOf(choice, invitation, context) });
  const outcome = await appendAfterRead(table, seen.invitationId, id, addition, contract);
  if (outcome.result === 'no-such-invitation' || outcome.result === 'erased') throw unknownInvitation();
}
