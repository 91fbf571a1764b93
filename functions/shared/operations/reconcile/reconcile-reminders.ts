import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { isToSend } from '../../domain/reminders/plan-reminders.ts';
import { now } from '../../domain/time/instant.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { readReminders } from '../../store/reminders/reminders.ts';
import { type DueItem, settleDue } from '../../store/table/due.ts';
import { remindCustomer } from '../reminders/remind-customer.ts';
import type { ReconcileContext, WorkInTurn } from './reconcile-invitation.ts';
import { noTurn, reportedMessages } from './reconcile-notices.ts';

/** Sends what is due in its turn. What was erased meanwhile is due no more. */
const sendInTurn =
  (context: ReconcileContext, item: DueItem, invitationId: InvitationId): WorkInTurn =>
  async () => {
    const { kind } = await remindCustomer(context, invitationId, context.remainingMs, { needsTurn: true });
    if (kind === 'gone') await settleDue(context.table, item);
  };

/**
 * Sends the reminders that are due, each in its turn, and follows those that were sent. Of one that nobody tried to send yet
 * all else is read when it has its turn.
 */
export async function reconcileReminders(context: ReconcileContext, item: DueItem): Promise<WorkInTurn | undefined> {
  const invitationId = InvitationId.parse(item.pk.slice('reminder#'.length));
  const stored = await readReminders(context.table, invitationId);
  if (stored?.reminders.some((one) => isToSend(one, now()))) return sendInTurn(context, item, invitationId);
  const invitation = stored && (await readInvitation(context.table, invitationId));
  if (!invitation) {
    await settleDue(context.table, item);
    return undefined;
  }
  const messages = await reportedMessages(context, stored.reminders);
  const seen = messages && { reminded: { invitation, stored }, messages };
  const { kind } = await remindCustomer({ ...context, pace: noTurn }, invitationId, context.remainingMs, { seen });
  return kind === 'postponed' ? sendInTurn(context, item, invitationId) : undefined;
}
