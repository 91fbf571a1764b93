import pMap from 'p-map';
import { type Instant, now } from '../../domain/time/instant.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { isErased } from '../../store/customer/erased.ts';
import { clearWaiting, findMessage } from '../../store/delivery/messages.ts';
import { placeDueOf } from '../../store/places/due-place.ts';
import { type DueItem, findDue, settleDue } from '../../store/table/due.ts';
import { followFailure } from '../delivery/follow-failure.ts';
import { finishAdoption } from '../invitation/adopt-message.ts';
import { recordUnmatched } from '../webhook/record-unmatched.ts';
import { type ReconcileContext, reconcileInvitation } from './reconcile-invitation.ts';
import { reconcilePlace } from './reconcile-place.ts';

/** Due items read from each shard at a time, and items processed at the same time. */
const PAGE = 25;
const CONCURRENCY = 10;
/** The longest time for one item: an attempt and its writes. With less time left no new page begins. */
const TIME_FOR_AN_ITEM_MS = 20_000;

/** The item's invitation for a log line. No key of a message is logged: it is the hash of an id with a phone in it. */
function invitationOf({ pk }: DueItem): { invitationId?: string } {
  const [type, invitationId] = pk.split('#');
  return (type === 'invitation' || type === 'place') && invitationId ? { invitationId } : {};
}

/**
 * Settles a due message. If it is linked, completes what follows from the link. Otherwise keeps the completions that
 * wait for the link as unmatched.
 */
async function reconcileMessage(context: ReconcileContext, item: DueItem): Promise<void> {
  const { table } = context;
  const stored = await findMessage(table, item);
  if (!stored || isErased(stored)) {
    await settleDue(table, item);
    return;
  }
  const { invitationId, confirms } = stored.message;
  if (invitationId) await finishAdoption(context, stored, invitationId);
  if (confirms) await followFailure(context, stored.message, now());
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

async function reconcileItem(context: ReconcileContext, item: DueItem): Promise<'settled' | 'failed'> {
  try {
    const placed = placeDueOf(item);
    if (placed) await reconcilePlace(context, item, placed);
    else await (item.pk.startsWith('message#') ? reconcileMessage : reconcileInvitation)(context, item);
    return 'settled';
  } catch (error) {
    // The item stays due for the next run, and this run goes on with the others.
    logger.error('due item failed', { ...invitationOf(item), ...describeError(error) });
    return 'failed';
  }
}

/** The counts of a run. `isFinished` is false if time ran out before every due item was processed. */
export type ReconcileResult = { looked: number; failed: number; oldestDueAt?: Instant; isFinished: boolean };

/**
 * Processes due items, oldest first, page by page, while time is left. A run processes each item once, so that an item
 * that fails or is due again at once does not block the others.
 */
export async function reconcile(context: ReconcileContext): Promise<ReconcileResult> {
  const seen = new Set<string>();
  let failed = 0;
  let lastPage = 0;
  let oldestDueAt: Instant | undefined;
  while (context.remainingMs() > TIME_FOR_AN_ITEM_MS) {
    // Failed items are still due, and the lagging index may still return settled ones. The limit allows for both.
    const due = await findDue(context.table, now(), PAGE + failed + lastPage);
    oldestDueAt ??= due[0]?.dueAt;
    const fresh = due.filter(({ pk, dueAt }) => !seen.has(`${pk} ${dueAt}`));
    if (fresh.length === 0) return { looked: seen.size, failed, ...(oldestDueAt && { oldestDueAt }), isFinished: true };
    lastPage = fresh.length;
    for (const { pk, dueAt } of fresh) seen.add(`${pk} ${dueAt}`);
    const results = await pMap(fresh, (item) => reconcileItem(context, item), { concurrency: CONCURRENCY });
    failed += results.filter((result) => result === 'failed').length;
  }
  return { looked: seen.size, failed, ...(oldestDueAt && { oldestDueAt }), isFinished: false };
}
