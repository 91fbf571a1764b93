import type { Clock } from '../clock.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import type { Outcome } from '../functions/function-process.ts';
import type { KeepFailure } from './failures.ts';
import type { Queue, ReceivedMessage } from './queue.ts';

/** Invocations nobody waits for: what rules and schedules hand to functions. */
export type AsyncInvocations = {
  /** Resolves when the event is safe; the function gets it afterwards, again if it fails. */
  accept(functionId: string, event: string): Promise<void>;
  start(signal: AbortSignal): void;
  /** Resolves when nothing is under way any more, after the signal was aborted. */
  stopped(): Promise<void>;
};

/** Lambda waits a minute and then two between attempts; nobody wants to wait so long at a desk. */
const RETRY_DELAYS_MS = [1000, 2000];

/** @param queueOf the hidden queue in which events for a function wait */
export function createAsyncInvocations(options: {
  pools: FunctionPool[];
  queueOf(functionId: string): Queue;
  clock: Clock;
  keepFailure: KeepFailure;
}): AsyncInvocations {
  const { pools, queueOf, clock, keepFailure } = options;
  const loops: Promise<void>[] = [];

  async function settle(pool: FunctionPool, message: ReceivedMessage): Promise<void> {
    const { async: policy, id, arn } = pool.definition;
    const queue = queueOf(id);
    const event = parseEvent(message.body);
    const outcome = await pool.invoke(event);
    const isTooOld = clock.now().getTime() - message.sentAt > policy.maximumAgeSeconds * 1000;
    const isExhausted = message.receiveCount > policy.maximumRetries;
    if (!outcome.ok && !isTooOld && !isExhausted) {
      await queue.giveBack(message, RETRY_DELAYS_MS[message.receiveCount - 1] ?? 2000);
      return;
    }
    if (!outcome.ok && policy.onFailure) {
      const condition = isExhausted ? 'RetriesExhausted' : 'EventAgeExceeded';
      await keepFailure(policy.onFailure, failureRecord({ arn, event, outcome, message, condition, now: clock.now() }));
    }
    await queue.remove(message);
  }

  async function poll(pool: FunctionPool, signal: AbortSignal): Promise<void> {
    const queue = queueOf(pool.definition.id);
    const underWay = new Set<Promise<void>>();
    while (!signal.aborted) {
      for (const message of await queue.receive(10)) {
        const settled = settle(pool, message).finally(() => underWay.delete(settled));
        underWay.add(settled);
      }
      await queue.waitForMessages(signal);
    }
    await Promise.all(underWay);
  }

  return {
    accept: (functionId, event) => queueOf(functionId).send(event),
    start(signal) {
      for (const pool of pools) loops.push(poll(pool, signal));
    },
    async stopped() {
      await Promise.all(loops);
    },
  };
}

/** An input transformer can make text that is not JSON: the function gets it as a string. */
function parseEvent(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The record Lambda sends to a failure destination ("Retaining records of asynchronous invocations"). */
function failureRecord(failed: {
  arn: string;
  event: unknown;
  outcome: Extract<Outcome, { ok: false }> & { requestId: string };
  message: ReceivedMessage;
  condition: string;
  now: Date;
}): Record<string, unknown> {
  return {
    version: '1.0',
    timestamp: failed.now.toISOString(),
    requestContext: {
      requestId: failed.outcome.requestId,
      functionArn: `${failed.arn}:$LATEST`,
      condition: failed.condition,
      approximateInvokeCount: failed.message.receiveCount,
    },
    requestPayload: failed.event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: failed.outcome.error,
  };
}
