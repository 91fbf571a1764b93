import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { type DueItem, settleDue } from '../../store/table/due.ts';
import { followedMessages } from '../notices/notice-context.ts';
import { remindCustomer } from '../reminders/remind-customer.ts';
import { readReminded } from '../reminders/reminder-context.ts';
import type { ReconcileContext, WorkInTurn } from './reconcile-invitation.ts';
import { askAboutMessages, noTurn } from './reconcile-notices.ts';

/** Sends the reminders that are due, each in its turn, and follows those that were sent. */
export async function reconcileReminders(context: ReconcileContext, item: DueItem): Promise<WorkInTurn | undefined> {
  const invitationId = InvitationId.parse(item.pk.slice('reminder#'.length));
  const reminded = await readReminded(context, invitationId);
  if (!reminded) {
    await settleDue(context.table, item);
    return undefined;
  }
  await askAboutMessages(context, followedMessages(reminded.stored.reminders));
  const { kind } = await remindCustomer({ ...context, pace: noTurn }, invitationId, context.remainingMs);
  if (kind !== 'postponed') return undefined;
  return async () => {
    await remindCustomer(context, invitationId, context.remainingMs);
  };
}
