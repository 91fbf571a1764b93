import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { now } from '../../domain/time/instant.ts';
import { writeLateApproval } from '../../store/booking/due-approval.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { type DueItem, postpone, settleDue } from '../../store/table/due.ts';
import type { Table } from '../../store/table/table.ts';

/**
 * Puts a booking into the worklist that nobody approved or refused in time, once; it keeps its place. If somebody wrote
 * the booking meanwhile, it stays due.
 */
export async function reconcileApproval({ table }: { table: Table }, item: DueItem): Promise<void> {
  const invitation = await readInvitation(table, InvitationId.parse(item.pk.slice('approval#'.length)));
  const { booking, notApprovedSince } = invitation ?? {};
  const due = booking?.state === 'to-approve' && !notApprovedSince ? booking.approveBy : undefined;
  const at = now();
  if (due !== undefined && due > at) await postpone(table, item, due);
  else if (!invitation || due === undefined || (await writeLateApproval(table, invitation, at))) {
    await settleDue(table, item);
  }
}
