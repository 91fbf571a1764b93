import type { Contract } from '../../contract/contract.ts';
import { asRead, type CompletionEntry } from '../../domain/booking/booking-history.ts';
import { isSuperseded } from '../../domain/booking/form-request.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { DAY_MS, later, now } from '../../domain/time/instant.ts';
import { addToHistory, appendAfterRead, type HistoryResult } from '../../store/booking/booking-entries.ts';
import { makePlaceDue } from '../../store/places/due-place.ts';
import type { CustomerTable } from '../../store/table/table.ts';

export type PlaceContext = { table: CustomerTable; contract: Pick<Contract, 'booking' | 'retention'> };

/** A form of a customer, under the id of the message that brought it. */
export type Form = { id: string; entry: CompletionEntry };

/** The stream's reader decides within seconds; whoever looks then has the place decided should it not. */
const DECIDED_WITHIN_MS = 60_000;

/** The form as an entry that something newer overruled before it came, if so. */
export const supersededEntry = (invitation: Invitation, { id, entry }: Form): CompletionEntry | undefined =>
  isSuperseded(invitation, id, entry) ? { ...entry, place: { outcome: 'refused', reason: 'superseded' } } : undefined;

/** The form as an entry whose place is yet to be decided; somebody is sure to look at it. */
export async function requestedEntry(
  { table, contract }: PlaceContext,
  invitationId: InvitationId,
  { entry }: Form,
): Promise<CompletionEntry> {
  const at = now();
  const expiresAt = later(at, contract.retention.invitationDays * DAY_MS);
  await makePlaceDue(table, invitationId, { dueAt: later(at, DECIDED_WITHIN_MS), expiresAt });
  return { ...entry, place: { outcome: 'requested' } };
}

/**
 * Stores a form alone. Where the contract names services its place is requested, and decided later; without them it is
 * a booking. A repeat changes nothing.
 */
export async function storeRequested(
  context: PlaceContext,
  invitationId: InvitationId,
  given: Form,
): Promise<HistoryResult> {
  const { table, contract } = context;
  const { id } = given;
  const form = { id, entry: asRead(given.entry, contract.booking) };
  if (!contract.booking.services) return addToHistory(table, invitationId, form, contract);
  const addition = async (invitation: Invitation) => ({
    entry: supersededEntry(invitation, form) ?? (await requestedEntry(context, invitationId, form)),
  });
  return appendAfterRead(table, invitationId, id, addition, contract);
}
