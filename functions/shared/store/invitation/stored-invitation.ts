import type { Booking, HistoryEntry } from '../../domain/booking/booking-history.ts';
import type { Attempt, Invitation } from '../../domain/invitation/invitation.ts';
import { placeItem } from '../places/stored-place.ts';
import { customerAttribute, invitationKey, worklistAttributes } from '../table/keys.ts';
import { type Packed, packed } from '../table/packed.ts';
import type { Table } from '../table/table.ts';

/*
 * An invitation is kept for more than a year. What is written once and only read again is packed; what writes have as a
 * condition, or set alone, is not.
 */

/** An entry of the history: it is written and read as a whole. */
export const storedEntry = (entry: HistoryEntry): Packed => packed(entry);

/** A booking: its marks are written beside what is packed. By its `state` the stream knows that there is one. */
export const storedBooking = ({ state, ...booking }: Booking): Packed & Pick<Booking, 'state'> => ({
  state,
  ...packed(booking),
});

/** An attempt that ended. Of an unknown end the worker that made it may know better, by its claim. */
export const storedAttempt = ({ claimId, outcome, ...proof }: Attempt) =>
  outcome === 'unknown' ? { claimId, outcome, ...packed(proof) } : { outcome, ...packed({ claimId, ...proof }) };

/** The item of a new invitation, but for when it expires. Its id stands in its key alone. */
export function invitationItem(table: Table, invitation: Invitation) {
  const { invitationId, channelId, recipient, customerName, language, origin, source, flowId, data, ...more } =
    invitation;
  const { requestHash, history, booking, place, ...facts } = more;
  return {
    ...invitationKey(invitationId),
    type: 'invitation',
    ...packed({ channelId, recipient, customerName, language, origin, source, flowId, data, requestHash }),
    ...facts,
    history: Object.fromEntries(Object.entries(history).map(([id, entry]) => [id, storedEntry(entry)])),
    ...(booking && { booking: storedBooking(booking) }),
    ...(place && { place: placeItem(place) }),
    ...(recipient && customerAttribute(table.channelId, recipient.chatId)),
    ...worklistAttributes(table.channelId, 'invitation', invitation.createdAt),
  };
}
