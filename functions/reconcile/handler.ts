import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { epochMs, type Instant, now } from '../shared/domain/time/instant.ts';
import { type ReconcileResult, reconcile } from '../shared/operations/reconcile/reconcile.ts';
import { createLookups } from '../shared/provider/lookups.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { emitMetrics } from '../shared/runtime/emit-metrics.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { createPacer } from '../shared/runtime/pacer.ts';
import { setUpForProvider } from '../shared/setup.ts';
import { DueShard } from '../shared/store/table/due.ts';
import { DUE_SHARDS } from '../shared/store/table/keys.ts';

const { contract, keys, table, providerUrl, given } = setUpForProvider();
/** Retries use half the contract's rate, because bulk requests may be sent at the same time. All shards share that half. */
const RETRY_INTERVAL_MS = (2_000 * DUE_SHARDS) / contract.sending.perSecond;

const ReconcileEvent = z.object({ shard: DueShard });

const reconcileContext = {
  contract,
  keys,
  table,
  pace: createPacer(RETRY_INTERVAL_MS),
  provider: oneMsg(providerUrl, contract, given),
  lookups: createLookups(providerUrl, contract, given),
};

function countDue({ looked, failed, oldestDueAt, isFinished }: ReconcileResult, begunAt: Instant): void {
  emitMetrics({
    DueItems: looked,
    DueItemsFailed: failed,
    OldestDueAge: oldestDueAt ? (epochMs(begunAt) - epochMs(oldestDueAt)) / 1000 : 0,
    DueBacklogLeft: isFinished ? 0 : 1,
  });
}

/** Every minute for each shard: settles its due items, or reports once that they cannot be settled. Runs may overlap. */
async function reconcileDue(event: unknown, context: Context): Promise<void> {
  const begunAt = now();
  const { shard } = ReconcileEvent.parse(event);
  const remainingMs = () => context.getRemainingTimeInMillis();
  const result = await reconcile({ ...reconcileContext, remainingMs }, shard);
  logger.info('reconciled', { shard, ...result });
  countDue(result, begunAt);
}

export const handler = middy<unknown, void>().use(eventEdge()).handler(reconcileDue);
