import type { Contract } from '../../contract/contract.ts';
import { callerFound, type FoundCustomer, personFound } from '../../domain/customer/found-customer.ts';
import type { Person } from '../../domain/customer/person.ts';
import type { Phone } from '../../domain/customer/phone.ts';
import { type ChatId, recipientByPhone } from '../../domain/customer/recipient.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { readPerson } from '../../store/customer/chats.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { newestInvitations } from '../../store/table/listings.ts';
import type { CustomerTable } from '../../store/table/table.ts';

export type FindContext = { table: CustomerTable; contract: Pick<Contract, 'languages'> };

const isKnown = (person: Person): boolean => [...person.values()].some((chat) => chat?.chatId);

/** Somebody who never wrote and never booked has no chat: what is known of them is an invitation. */
async function newestInvitation(table: CustomerTable, person: Person) {
  const [newest] = await newestInvitations(table, [...person.keys()], 1);
  return newest;
}

/** The customer behind an address; `undefined` if nothing is known of them. */
export async function findByAddress(
  { table, contract }: FindContext,
  chatId: ChatId,
): Promise<FoundCustomer | undefined> {
  const person = await readPerson(table, chatId);
  const invited = isKnown(person) ? undefined : await newestInvitation(table, person);
  return personFound(person, chatId, invited, invited && contract.languages[invited.language]?.fallbackName);
}

/** The customer of a booking without an address; `undefined` if there is no such booking, or it has an address. */
export async function findByBooking(
  { table }: FindContext,
  invitationId: InvitationId,
): Promise<FoundCustomer | undefined> {
  const invitation = await readInvitation(table, invitationId);
  return invitation?.booking && !invitation.recipient ? callerFound(invitation) : undefined;
}

/** The customers with one of these phones, each once. */
export async function findByPhones(context: FindContext, phones: readonly Phone[]): Promise<FoundCustomer[]> {
  const found = await Promise.all(phones.map((phone) => findByAddress(context, recipientByPhone(phone).chatId)));
  const customers = found.filter((customer) => customer !== undefined);
  return [...new Map(customers.map((customer) => [customer.chatId, customer])).values()];
}
