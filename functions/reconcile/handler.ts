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
import { DUE_SHARDS, EVERY_DUE_SHARD } from '../shared/store/table/keys.ts';

const { contract, keys, table, providerUrl, given } = setUpForProvider();
/** Retries use half the contract's rate, because bulk requests may be sent at the same time. Each shard has its part of that half. */
const RETRY_INTERVAL_MS = (2_000 * DUE_SHARDS) / contract.sending.perSecond;

/** How many runs share the shards depends on how many functions the account runs at once. */
const ReconcileEvent = z.object({ shards: z.array(DueShard).check(z.minLength(1)) });

const paces = EVERY_DUE_SHARD.map(() => createPacer(RETRY_INTERVAL_MS));

const reconcileContext = {
  contract,
  keys,
  table,
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

async function reconcileShard(shard: DueShard, remainingMs: () => number): Promise<void> {
  const begunAt = now();
  const pace = paces[shard];
  if (!pace) throw new Error(`There is no shard ${shard}.`);
  const result = await reconcile({ ...reconcileContext, pace, remainingMs }, shard);
  logger.info('reconciled', { shard, ...result });
  countDue(result, begunAt);
}

/** Every minute for all shards: settles their due items, or reports once that they cannot be settled. Runs may overlap. */
async function reconcileDue(event: unknown, context: Context): Promise<void> {
  const { shards } = ReconcileEvent.parse(event);
  const runs = shards.map((shard) => reconcileShard(shard, () => context.getRemainingTimeInMillis()));
  // A shard that cannot be read holds up none of the others.
  await Promise.allSettled(runs);
  await Promise.all(runs);
}

export const handler = middy<unknown, void>().use(eventEdge()).handler(reconcileDue);
