import { now } from '../domain/instant.ts';
import { type DueItem, settleDue } from '../store/due.ts';
import { isErased } from '../store/erased.ts';
import { clearWaiting, findMessage } from '../store/messages.ts';
import { deliverWaiting } from './link-message.ts';
import type { Reconciling } from './reconcile.ts';
import { recordUnmatched } from './record-unmatched.ts';

/**
 * Settles a message on which completions wait for a link: they go to the invitation if it is linked by now, else they
 * are kept as unmatched, which says so once.
 */
export async function reconcileMessage(reconciling: Reconciling, item: DueItem): Promise<void> {
  const { table } = reconciling;
  const stored = await findMessage(table, item);
  if (!stored || isErased(stored) || stored.waiting.length === 0) {
    await settleDue(table, item);
    return;
  }
  const { invitationId } = stored.message;
  if (invitationId) return deliverWaiting(reconciling, stored, invitationId);
  for (const { id, entry } of stored.waiting) {
    const text = JSON.stringify({ answered: stored.message.messageId, id, ...entry });
    await recordUnmatched(reconciling, { reason: 'not-linked', text }, now());
  }
  await clearWaiting(table, stored, { seen: item.dueAt });
}
