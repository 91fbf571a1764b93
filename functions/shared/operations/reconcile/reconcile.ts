import pMap from 'p-map';
import { DUE_ITEM_FAILED_REMARK } from '../../domain/log-remarks.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type LogIds, logPart } from '../../runtime/log-part.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { type DueItem, type DueShard, dueItems } from '../../store/table/due.ts';
import type { ReconcileContext, WorkInTurn } from './reconcile-invitation.ts';
import { reconcileItem } from './reconcile-item.ts';

/**
 * Items of a shard that are worked on at the same time. To ask about a message takes a third of a second, most of which is
 * waiting: four shards then bear 160 questions a second twice over (docs/benchmark.md, "Throughput").
 */
export const ITEMS_AT_ONCE = 32;
/** The longest time for one item: an attempt and its writes. With less time left none begins. */
const TIME_FOR_AN_ITEM_MS = 20_000;

/** The counts of a run. `isFinished` is false if time ran out before every due item was processed. */
export type ReconcileResult = { looked: number; failed: number; oldestDueAt?: Instant; isFinished: boolean };

/** The item's invitation, for its log lines. No key of a message is logged: it is the hash of an id with a phone in it. */
function idsOf({ pk }: DueItem): LogIds {
  const [type, invitationId] = pk.split('#');
  return type !== 'message' && invitationId ? { invitationId } : {};
}

function createRun(context: ReconcileContext, shard: DueShard): () => Promise<ReconcileResult> {
  const result: ReconcileResult = { looked: 0, failed: 0, isFinished: true };
  const inTurn: Promise<unknown>[] = [];
  const unreadable: unknown[] = [];

  /** An item whose work fails stays due for the next run, and this run goes on with the others. */
  async function attempt<Outcome>(work: () => Promise<Outcome>): Promise<Outcome | undefined> {
    try {
      return await work();
    } catch (error) {
      result.failed += 1;
      logger.error(DUE_ITEM_FAILED_REMARK, describeError(error));
      return undefined;
    }
  }

  async function* whileThereIsTime(): AsyncGenerator<DueItem> {
    for await (const item of dueItems(context.table, shard)) {
      result.isFinished = context.remainingMs() > TIME_FOR_AN_ITEM_MS;
      if (!result.isFinished) return;
      result.oldestDueAt ??= item.dueAt;
      result.looked += 1;
      yield item;
    }
  }

  async function* untilItFails(): AsyncGenerator<DueItem> {
    try {
      yield* whileThereIsTime();
    } catch (error) {
      unreadable.push(error);
    }
  }

  async function workOn(item: DueItem): Promise<void> {
    const rest: WorkInTurn | undefined = await attempt(() => reconcileItem(context, item));
    if (rest) inTurn.push(attempt(rest));
  }

  return async () => {
    await pMap(untilItFails(), (item) => logPart(idsOf(item), () => workOn(item)), { concurrency: ITEMS_AT_ONCE });
    await Promise.all(inTurn);
    // Not before: an attempt that is under way would never learn its outcome.
    if (unreadable.length > 0) throw unreadable[0];
    return result;
  };
}

/**
 * Works off one shard, oldest first, while time is left: so many items at the same time that a slow one delays no other.
 * What waits for a turn at the channel occupies no place of theirs. Nothing that fails is tried twice in a run. An item
 * that is due again at once comes after all that were due before.
 */
export const reconcile = (context: ReconcileContext, shard: DueShard): Promise<ReconcileResult> =>
  createRun(context, shard)();
