import type { Contract } from '../../contract/contract.ts';
import { holdsPlace } from '../../domain/booking/booking-state.ts';
import { isOpenBooking } from '../../domain/booking/open-booking.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { DEFAULT_OPEN_PER_CUSTOMER } from '../../domain/places/service.ts';
import { now } from '../../domain/time/instant.ts';
import { readAddresses } from '../../store/customer/chats.ts';
import { newestInvitations } from '../../store/table/listings.ts';
import type { CustomerTable } from '../../store/table/table.ts';

/** Only the newest invitations are looked at, so that no request costs more, the longer somebody has been a customer. */
const NEWEST = 50;

/**
 * Whether the customer of an invitation has as many bookings ahead as the contract lets one customer have, under all
 * their addresses and whoever booked. An invitation that has its place already adds none by moving. Two forms of one customer
 * that are decided in the same moment do not see each other.
 */
export async function hasTooManyOpen(
  { table, contract }: { table: CustomerTable; contract: Pick<Contract, 'booking'> },
  { invitationId, recipient, booking }: Pick<Invitation, 'invitationId' | 'recipient' | 'booking'>,
): Promise<boolean> {
  if (!recipient || holdsPlace(booking)) return false;
  const { openPerCustomer = DEFAULT_OPEN_PER_CUSTOMER } = contract.booking;
  const addresses = await readAddresses(table, recipient.chatId);
  const newest = await newestInvitations(table, addresses, NEWEST, invitationId);
  const at = now();
  const open = newest.filter((one) => isOpenBooking(one.booking, at));
  return open.length >= openPerCustomer;
}
