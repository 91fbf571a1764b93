import type { SQSEvent } from 'aws-lambda';
import { queueRecord } from '../../support/lambda-events.ts';
import type { Dice } from '../engine/dice.ts';
import type { Outcome } from '../engine/lambda.ts';
import type { Scheduler } from '../engine/scheduler.ts';

export type QueueSurroundings = {
  scheduler: Scheduler;
  dice: Dice;
  policy: { batch: number; visibilityMs: number; receives: number; concurrency: number };
  invoke(event: SQSEvent, done: (outcome: Outcome) => void): void;
  /** Whether a message that was dealt with comes once more. */
  comesAgain(): boolean;
  /** For how many ms no message is taken from it any more; 0 if they are. */
  downForMs(): number;
};

type Queued = { id: string; body: string; receives: number };

type Failures = { batchItemFailures?: { itemIdentifier: string }[] };

/** SQS and Lambda's poller: at least once, hidden while it is worked on, set aside after too many tries. */
export function createQueue({ scheduler, dice, policy, invoke, comesAgain, downForMs }: QueueSurroundings) {
  const visible: Queued[] = [];
  const setAside: Queued[] = [];
  let count = 0;
  let workers = 0;

  function show(message: Queued): void {
    if (message.receives >= policy.receives) {
      setAside.push(message);
      return;
    }
    visible.push(message);
    scheduler.after(dice.between(5, 200), 'queue', poll);
  }

  function poll(): void {
    if (visible.length === 0 || workers >= policy.concurrency) return;
    const down = downForMs();
    if (down > 0) {
      scheduler.after(down, 'queue', poll);
      return;
    }
    workers += 1;
    const batch = visible.splice(0, dice.between(1, policy.batch));
    for (const message of batch) message.receives += 1;
    invoke({ Records: batch.map(({ id, body, receives }) => queueRecord(id, body, receives)) }, (outcome) =>
      finish(batch, outcome),
    );
  }

  function finish(batch: Queued[], outcome: Outcome): void {
    workers -= 1;
    // What a queue's function answers is this, or nothing.
    const answer = outcome.kind === 'answered' ? ((outcome.answer ?? {}) as Failures) : undefined;
    const failed = new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of batch) {
      const isDone = answer !== undefined && !failed.has(message.id) && !comesAgain();
      if (!isDone) scheduler.after(policy.visibilityMs, 'queue', () => show(message));
    }
    scheduler.after(1, 'queue', poll);
  }

  return {
    setAside: setAside as readonly Queued[],
    enqueue(body: string): void {
      count += 1;
      show({ id: `queued-${count}`, body, receives: 0 });
    },
  };
}
