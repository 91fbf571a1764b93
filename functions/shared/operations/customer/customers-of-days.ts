import pMap from 'p-map';
import { callerFound, type FoundCustomer, personFound } from '../../domain/customer/found-customer.ts';
import { addressOf } from '../../domain/customer/person.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { TimeSpan } from '../../domain/time/time-span.ts';
import { listAgenda } from '../../store/booking/agenda.ts';
import { readPerson } from '../../store/customer/chats.ts';
import { readInvitations } from '../../store/invitation/invitations.ts';
import { listCustomer } from '../../store/table/listings.ts';
import type { Page, PageRequest } from '../../store/table/pages.ts';
import type { CustomerTable } from '../../store/table/table.ts';

const CONCURRENT_READS = 16;
/** Nobody has more bookings than their newest so many that could lie on the same days. */
const MOST_INVITATIONS = 100;

type Booked = { startsAt: Instant; invitationId: string };

const bookedIn = ({ from, to }: TimeSpan, { invitationId, booking }: Invitation): Booked[] => {
  const { startsAt, state } = booking ?? {};
  return startsAt && state !== 'cancelled' && from <= startsAt && startsAt <= to ? [{ startsAt, invitationId }] : [];
};

const earlier = (one: Booked, other: Booked): number =>
  one.startsAt === other.startsAt
    ? Number(one.invitationId > other.invitationId) * 2 - 1
    : Number(one.startsAt > other.startsAt) * 2 - 1;

/** The customer of a booking, if it is their first on these days, by which the list shows them. */
async function customerOfFirst(
  table: CustomerTable,
  span: TimeSpan,
  invitation: Invitation,
): Promise<FoundCustomer | undefined> {
  if (bookedIn(span, invitation).length === 0) return undefined;
  const { recipient, invitationId } = invitation;
  if (!recipient) return callerFound(invitation);
  const person = await readPerson(table, recipient.chatId);
  const asked = { limit: MOST_INVITATIONS, after: undefined };
  const { rows } = await listCustomer(table, [...person.keys()], asked);
  const booked = rows.flatMap(({ item }) => (item?.type === 'invitation' ? bookedIn(span, item) : []));
  const [first] = booked.sort(earlier);
  // The index of customers may lag behind that of bookings.
  if (first && first.invitationId !== invitationId) return undefined;
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
