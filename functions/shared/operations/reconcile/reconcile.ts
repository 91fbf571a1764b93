import pMap from 'p-map';
import { type Instant, now } from '../../domain/time/instant.ts';
import type { Lookups } from '../../provider/lookups.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { type DueItem, findDue } from '../../store/table/due.ts';
import type { SendContext } from '../invitation/make-attempt.ts';
import { reconcileInvitation } from './reconcile-invitation.ts';
import { reconcileMessage } from './reconcile-message.ts';

export type ReconcileContext = SendContext & {
  lookups: Lookups;
  /** The time the function has left, in ms. */
  remainingMs: () => number;
};

/** Items looked at from each shard at a time, and worked on at the same time. */
const PAGE = 25;
const CONCURRENCY = 10;
/** What one item may take at the most: an attempt and the writes around it. No new page is begun with less left. */
const TIME_FOR_AN_ITEM_MS = 20_000;

/** Names an invitation in a log line. The key of a message is made of its id, which spells a phone. */
function invitationOf({ pk }: DueItem): { invitationId?: string } {
  const [type, invitationId] = pk.split('#');
  return type === 'invitation' && invitationId ? { invitationId } : {};
}

async function reconcileItem(context: ReconcileContext, item: DueItem): Promise<'settled' | 'failed'> {
  try {
    await (item.pk.startsWith('message#') ? reconcileMessage : reconcileInvitation)(context, item);
    return 'settled';
  } catch (error) {
    // It stays due: the next run takes it up again. The others must not wait for it.
    logger.error('due item failed', { ...invitationOf(item), ...describeError(error) });
    return 'failed';
  }
}

/** What a run did. `isFinished` is false if the time was up before everything due was looked at. */
export type ReconcileResult = { looked: number; failed: number; oldestDueAt?: Instant; isFinished: boolean };

/**
 * Works off what is due, oldest first, page by page, for as long as there is time. Every item is looked at once in a
 * run, so that one which fails or is due again at once cannot keep the run from the others.
 */
export async function reconcile(context: ReconcileContext): Promise<ReconcileResult> {
  const seen = new Set<string>();
  let failed = 0;
  let lastPage = 0;
  let oldestDueAt: Instant | undefined;
  while (context.remainingMs() > TIME_FOR_AN_ITEM_MS) {
    // What failed is still there, and what was just settled may be, as the index lags: neither may hide the rest.
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
