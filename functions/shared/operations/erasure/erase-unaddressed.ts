import type { Contract } from '../../contract/contract.ts';
import { unknownInvitation } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { malformed } from '../../domain/malformed.ts';
import { DAY_MS, epochSeconds, later, now } from '../../domain/time/instant.ts';
import { readCustomerItem } from '../../store/customer/customer-items.ts';
import { isErased } from '../../store/customer/erased.ts';
import { removeEntries } from '../../store/customer/name-index.ts';
import { writeTombstoneWith } from '../../store/customer/tombstones.ts';
import { findInvitation } from '../../store/invitation/invitations.ts';
import { invitationKey } from '../../store/table/keys.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { CustomerTable, Table } from '../../store/table/table.ts';
import { daysWithout } from '../places/decide-place.ts';
import type { Erasure } from './erase-customer.ts';
import { NOTHING_ERASED } from './erasure-run.ts';

type ErasureContext = { table: CustomerTable; contract: Pick<Contract, 'retention'> };

const hasAddress = () =>
  malformed({
    field: 'invitationId',
    rule: 'belongs to a customer with an address: erase them by phone or chatId',
  });

/** The invitation; `undefined` if it is blanked already. Throws Refusal `not-found`, or `malformed` if an address leads to it. */
async function readUnaddressed(table: Table, invitationId: InvitationId): Promise<Invitation | undefined> {
  const found = await findInvitation(table, invitationId);
  if (!found) throw unknownInvitation();
  if (!isErased(found)) {
    if (found.recipient) throw hasAddress();
    return found;
  }
  // An erasure by the address may have ended before it came to this item.
  if (await readCustomerItem(table, invitationKey(invitationId).pk)) throw hasAddress();
  return undefined;
}

/**
 * Erases a booking by hand of somebody without an address, and gives up its place in the same transaction: nothing but
 * the entries of their name is stored about this customer besides, and these go first. A repeat changes nothing. Throws Refusal `not-found`, or `malformed` for an invitation of
 * somebody with an address, and `Contention` if others keep writing the same days.
 */
export const eraseUnaddressed = ({ table, contract }: ErasureContext, invitationId: InvitationId): Promise<Erasure> =>
  untilWritten<Erasure>(async () => {
    const invitation = await readUnaddressed(table, invitationId);
    if (!invitation) return { complete: true, erased: NOTHING_ERASED, optedOut: false };
    const { createdAt, place, held, foundAs } = invitation;
    const erasedAt = now();
    const tombstone = {
      ...invitationKey(invitationId),
      type: 'invitation',
      createdAt,
      erasedAt,
      expiresAt: epochSeconds(later(erasedAt, contract.retention.invitationDays * DAY_MS)),
    };
    const days = await daysWithout(table, invitationId, invitation);
    await removeEntries(table, invitationKey(invitationId), foundAs);
    const isErasedNow = await writeTombstoneWith(table, tombstone, { place, held, foundAs, days }, contract);
    const erased = { ...NOTHING_ERASED, invitations: 1, bookings: 1 };
    return isErasedNow ? { complete: true, erased, optedOut: false } : LOST;
  });
