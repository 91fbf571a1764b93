import type { Contract } from '../../contract/contract.ts';
import { inOrder } from '../../domain/booking/booking-history.ts';
import { type Chat, correctedName, customerOf } from '../../domain/customer/customer.ts';
import { type HeardNames, withNames, withOnly } from '../../domain/customer/known-names.ts';
import { addressOf, type Person } from '../../domain/customer/person.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { instantAt, now } from '../../domain/time/instant.ts';
import { expiryOf } from '../../store/booking/booking-expiry.ts';
import { readPerson } from '../../store/customer/chats.ts';
import { writeNamesOfBooking, writeNamesOfChat } from '../../store/customer/name-index.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { CustomerTable } from '../../store/table/table.ts';

export type FindableContext = { table: CustomerTable; contract: Pick<Contract, 'retention'> };

/** What a booking says of its customer's name; `undefined` if nothing is booked. */
function heardFrom(invitation: Invitation, policy: Pick<Contract, 'retention'>): HeardNames | undefined {
  const { booking, history } = invitation;
  const newest = inOrder(history).at(-1);
  if (!booking || !newest) return undefined;
  return {
    names: booking.customerName === undefined ? [] : [booking.customerName],
    at: newest.entry.at,
    until: instantAt(expiryOf(booking, history, policy) * 1000),
  };
}

/** All names of the person behind a booking. Once staff corrected it, no earlier one counts. */
function namesOf(person: Person, { names, at }: HeardNames): string[] {
  const chats = [...person.values()].filter((chat) => chat !== undefined);
  const corrected = correctedName(chats);
  if (corrected && at <= corrected.at) return [corrected.name];
  return [...names, customerOf(chats).displayName].filter((name) => name !== undefined);
}

const erasedSince = (chat: Chat | undefined, { at }: HeardNames): boolean => (chat?.erasedAt ?? '') >= at;

const keepPersonFindable = ({ table }: FindableContext, asked: ChatId, heard: HeardNames): Promise<void> =>
  untilWritten(async () => {
    const person = await readPerson(table, asked);
    const chatId = addressOf(person, asked);
    const chat = person.get(chatId);
    const seen = chat?.foundAs;
    const names = withNames(seen, { ...heard, names: namesOf(person, heard) });
    if (!names || erasedSince(chat, heard)) return undefined;
    const isWritten = await writeNamesOfChat(table, chatId, { seen, names }, { heardAt: heard.at, now: now() });
    return isWritten ? undefined : LOST;
  });

/** Nothing but the booking leads to somebody without an address: they are found by its name as it is now. */
const keepBookingFindable = ({ table, contract }: FindableContext, invitationId: InvitationId): Promise<void> =>
  untilWritten(async () => {
    const invitation = await readInvitation(table, invitationId);
    const heard = invitation && heardFrom(invitation, contract);
    const seen = invitation?.foundAs;
    const names = heard && withOnly(seen, heard);
    const isLost = names && !(await writeNamesOfBooking(table, invitationId, { seen, names }));
    return isLost ? LOST : undefined;
  });

/**
 * Has the customer of a booking found by its name, and by what they call themselves. Nothing is written for somebody who
 * is known under that name already. A repeat changes nothing. Throws `Contention` if others keep writing.
 */
export async function keepFindable(context: FindableContext, invitation: Invitation): Promise<void> {
  const heard = heardFrom(invitation, context.contract);
  if (!heard) return;
  const { recipient, invitationId } = invitation;
  if (recipient) await keepPersonFindable(context, recipient.chatId, heard);
  else await keepBookingFindable(context, invitationId);
}
