import type { DueItem } from '../../store/table/due.ts';
import { reconcileApproval } from './reconcile-approval.ts';
import { type ReconcileContext, reconcileInvitation, type WorkInTurn } from './reconcile-invitation.ts';
import { reconcileMessage } from './reconcile-message.ts';
import { reconcileNotices } from './reconcile-notices.ts';
import { reconcilePlace } from './reconcile-place.ts';
import { reconcileReminders } from './reconcile-reminders.ts';

/** Settles or postpones one kind of due item. Returns what waits for a turn at the channel. */
type Worker = (context: ReconcileContext, item: DueItem) => Promise<WorkInTurn | undefined>;

const withoutTurn =
  (work: (context: ReconcileContext, item: DueItem) => Promise<void>): Worker =>
  async (context, item) => {
    await work(context, item);
    return undefined;
  };

/** By the first part of the item's key. */
const WORKERS: ReadonlyMap<string, Worker> = new Map([
  ['approval', withoutTurn(reconcileApproval)],
  ['invitation', reconcileInvitation],
  ['message', withoutTurn(reconcileMessage)],
  ['notice', reconcileNotices],
  ['reminder', reconcileReminders],
  ['place', withoutTurn(reconcilePlace)],
]);

/** Settles one due item, or postpones it. Returns what waits for a turn at the channel. Throws if the item stays due. */
export async function reconcileItem(context: ReconcileContext, item: DueItem): Promise<WorkInTurn | undefined> {
  const [kind = ''] = item.pk.split('#', 1);
  const work = WORKERS.get(kind);
  if (!work) throw new Error(`No due item is known whose key begins with ${kind}.`);
  return work(context, item);
}
