import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { type DueItem, settleDue } from '../../store/table/due.ts';
import { remindCustomer } from '../reminders/remind-customer.ts';
import { readReminded } from '../reminders/reminder-context.ts';
import type { ReconcileContext, WorkInTurn } from './reconcile-invitation.ts';
import { noTurn, reportedMessages } from './reconcile-notices.ts';

/** Sends the reminders that are due, each in its turn, and follows those that were sent. */
export async function reconcileReminders(context: ReconcileContext, item: DueItem): Promise<WorkInTurn | undefined> {
  const invitationId = InvitationId.parse(item.pk.slice('reminder#'.length));
  const reminded = await readReminded(context, invitationId);
  if (!reminded) {
    await settleDue(context.table, item);
    return undefined;
  }
  const messages = await reportedMessages(context, reminded.stored.reminders);
  const seen = messages && { reminded, messages };
  const { kind } = await remindCustomer({ ...context, pace: noTurn }, invitationId, context.remainingMs, { seen });
  if (kind !== 'postponed') return undefined;
  return async () => {
    await remindCustomer(context, invitationId, context.remainingMs, { needsTurn: true });
  };
}
