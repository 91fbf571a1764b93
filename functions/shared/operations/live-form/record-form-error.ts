import { hasOpenFormError } from '../../domain/booking/attention.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { now } from '../../domain/time/instant.ts';
import { writeFormError } from '../../store/invitation/form-errors.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import type { Table } from '../../store/table/table.ts';

/**
 * Keeps for staff that a phone could not use an answer of the form, by WhatsApp's name for the reason. It is no input of
 * the customer. One that stands already is not written again.
 */
export async function recordFormError(table: Table, invitationId: InvitationId, name: string): Promise<void> {
  const invitation = await readInvitation(table, invitationId);
  if (!invitation || hasOpenFormError(invitation)) return;
  await writeFormError(table, invitation, { name, at: now() });
}
