import pMap from 'p-map';
import { callerFound, type FoundCustomer, personFound } from '../../domain/customer/found-customer.ts';
import { addressOf } from '../../domain/customer/person.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { TimeSpan } from '../../domain/time/time-span.ts';
import { listAgenda } from '../../store/booking/agenda.ts';
import { readPerson } from '../../store/customer/chats.ts';
import { readInvitations } from '../../store/invitation/invitations.ts';
import { newestInvitations } from '../../store/table/listings.ts';
import type { Page, PageRequest } from '../../store/table/pages.ts';
import type { CustomerTable } from '../../store/table/table.ts';

const CONCURRENT_READS = 16;
/** Nobody has more bookings than their newest so many that could lie on the same days. */
const MOST_INVITATIONS = 100;

/** A booking that starts within a span, as a text that orders such by their start; `undefined` of any other. */
function bookedIn({ from, to }: TimeSpan, { invitationId, booking }: Invitation): string | undefined {
  const { startsAt = '', state } = booking ?? {};
  const isBooked = state !== 'cancelled' && from <= startsAt && startsAt <= to;
  return isBooked ? `${startsAt} ${invitationId}` : undefined;
}

/** The customer of a booking, if it is their first on these days, by which the list shows them. */
async function customerOfFirst(
  table: CustomerTable,
  span: TimeSpan,
  invitation: Invitation,
): Promise<FoundCustomer | undefined> {
  const own = bookedIn(span, invitation);
  if (own === undefined) return undefined;
  const { recipient } = invitation;
  if (!recipient) return callerFound(invitation);
  const person = await readPerson(table, recipient.chatId);
  const newest = await newestInvitations(table, [...person.keys()], MOST_INVITATIONS);
  const booked = newest.map((one) => bookedIn(span, one)).filter((text) => text !== undefined);
  // The index of customers may lag behind that of bookings, and not know of this one.
  const [first] = [own, ...booked].sort();
  if (first !== own) return undefined;
  return personFound(person, addressOf(person, recipient.chatId), invitation);
}

/**
 * A page of the customers who have a booking that starts within a span, in the order of the first of them; cancelled ones
 * do not count. Rows without a customer are of further bookings.
 */
export async function customersOfDays(
  table: CustomerTable,
  span: TimeSpan,
  request: PageRequest,
): Promise<Page<FoundCustomer | undefined>> {
  const { rows, hasMore } = await listAgenda(table, span, request);
  const booked = rows.map(({ item }) => item.invitationId);
  const read = await readInvitations(table, booked);
  const invitations = new Map(read.map((invitation) => [invitation.invitationId, invitation]));
  const listed = await pMap(
    rows,
    async ({ position, item }) => {
      const invitation = invitations.get(item.invitationId);
      const customer = invitation && (await customerOfFirst(table, span, invitation));
      return { position, item: customer };
    },
    { concurrency: CONCURRENT_READS },
  );
  return { rows: listed, hasMore };
}
