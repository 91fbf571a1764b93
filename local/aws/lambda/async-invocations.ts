import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { KeepFailure } from '../eventbridge/failures.ts';
import type { Queue, ReceivedMessage } from '../sqs/queue.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Outcome } from './function-process.ts';

/** Asynchronous invocations: rules and schedules send events to functions this way. */
export type AsyncInvocations = {
  /** Resolves when the event is stored. The function receives it afterwards, and again after a failure. */
  accept(functionId: string, event: string): Promise<void>;
  start(signal: AbortSignal): void;
  /** After the signal is aborted: resolves when no invocation is in progress. */
  stopped(): Promise<void>;
};

/** Lambda waits one minute and then two between attempts: too long for a local run. */
const RETRY_DELAYS_MS = [1000, 2000];

/** Why and after how many runs Lambda gave up an event; `failure` is the last run's, if a run failed. */
type Ending = {
  condition: 'EventAgeExceeded' | 'RetriesExhausted';
  runs: number;
  failure?: Extract<Outcome, { ok: false }> & { requestId: string };
};

/** @param queueOf the hidden queue with a function's waiting events */
export function createAsyncInvocations(options: {
  pools: FunctionPool[];
  queueOf(functionId: string): Queue;
  clock: Clock;
  keepFailure: KeepFailure;
}): AsyncInvocations {
  const { pools, queueOf, clock, keepFailure } = options;
  const loops: Promise<void>[] = [];

  async function settle(pool: FunctionPool, message: ReceivedMessage): Promise<void> {
    const { async: policy, id } = pool.definition;
    const queue = queueOf(id);
    // Lambda gives up an event that waited too long, without a run.
    if (clock.now().getTime() - message.sentAt > policy.maximumAgeSeconds * 1000) {
      await giveUp(pool, message, { condition: 'EventAgeExceeded', runs: message.receiveCount - 1 });
      return;
    }
    const outcome = await pool.invoke(parseEvent(message.body));
    if (outcome.ok) await queue.remove(message);
    else if (message.receiveCount > policy.maximumRetries) {
      await giveUp(pool, message, { condition: 'RetriesExhausted', runs: message.receiveCount, failure: outcome });
    } else await queue.giveBack(message, RETRY_DELAYS_MS[message.receiveCount - 1] ?? 2000);
  }

  async function giveUp({ definition }: FunctionPool, message: ReceivedMessage, ending: Ending): Promise<void> {
    const { async: policy, arn, id } = definition;
    if (policy.onFailure) {
      const record = failureRecord({ arn, event: parseEvent(message.body), now: clock.now(), ...ending });
      await keepFailure(policy.onFailure, record);
    }
    await queueOf(id).remove(message);
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

/** An input transformer can produce text that is not JSON: the function receives it as a string. */
function parseEvent(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The record Lambda sends to a failure destination ("Retaining records of asynchronous invocations"). */
function failureRecord(given: Ending & { arn: string; event: unknown; now: Date }): Record<string, unknown> {
  const { arn, event, now, condition, runs, failure } = given;
  return {
    version: '1.0',
    timestamp: now.toISOString(),
    requestContext: {
      requestId: failure?.requestId ?? randomUUID(),
      functionArn: `${arn}:$LATEST`,
      condition,
      approximateInvokeCount: runs,
    },
    requestPayload: event,
    ...(failure && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: failure.error,
    }),
  };
}
