import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { epochMs, type Instant, now } from '../shared/domain/time/instant.ts';
import { type ReconcileResult, reconcile } from '../shared/operations/reconcile/reconcile.ts';
import { createLookups } from '../shared/provider/lookups.ts';
import { oneMsg } from '../shared/provider/one-msg.ts';
import { emitMetrics } from '../shared/runtime/emit-metrics.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { createPacer } from '../shared/runtime/pacer.ts';
import { setUpForProvider } from '../shared/setup.ts';

const { contract, keys, table, providerUrl, given } = setUpForProvider();
/** Retries use half the contract's rate, because bulk requests may be sent at the same time. */
const RETRY_INTERVAL_MS = 2_000 / contract.sending.perSecond;

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

/** Every minute: settles due items, or reports once that they cannot be settled. Runs may overlap. */
async function reconcileDue(_event: unknown, context: Context): Promise<void> {
  const begunAt = now();
  const result = await reconcile({ ...reconcileContext, remainingMs: () => context.getRemainingTimeInMillis() });
  logger.info('reconciled', result);
  countDue(result, begunAt);
}

export const handler = middy<unknown, void>().use(eventEdge()).handler(reconcileDue);
