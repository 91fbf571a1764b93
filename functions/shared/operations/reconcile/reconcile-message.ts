import { now } from '../../domain/time/instant.ts';
import { isErased } from '../../store/customer/erased.ts';
import { findMessage, isLinked } from '../../store/delivery/messages.ts';
import { clearWaiting } from '../../store/delivery/waiting-forms.ts';
import { type DueItem, settleDue } from '../../store/table/due.ts';
import { releaseTaps } from '../chat/waiting-taps.ts';
import { followFailure } from '../delivery/follow-failure.ts';
import { finishAdoption } from '../invitation/adopt-message.ts';
import { recordUnmatched } from '../webhook/record-unmatched.ts';
import type { ReconcileContext } from './reconcile-invitation.ts';

/**
 * Settles a due message. If it is linked, completes what follows from the link. Otherwise keeps the completions that
 * wait for the link as unmatched. Taps that wait are answered either way.
 */
export async function reconcileMessage(context: ReconcileContext, item: DueItem): Promise<void> {
  const { table } = context;
  const stored = await findMessage(table, item);
  if (!stored || isErased(stored)) {
    await settleDue(table, item);
    return;
  }
  await releaseTaps(context, stored);
  if (isLinked(stored.message)) await followFailure(context, stored.message, now());
  const { invitationId } = stored.message;
  if (invitationId) await finishAdoption(context, stored, invitationId);
  if (invitationId || stored.waiting.length === 0) {
    await settleDue(table, item);
    return;
  }
  for (const { id, entry } of stored.waiting) {
    const text = JSON.stringify({ answered: stored.message.messageId, id, ...entry });
    await recordUnmatched(context, { reason: 'not-linked', text }, now());
  }
  await clearWaiting(table, stored, { seen: item.dueAt });
}
