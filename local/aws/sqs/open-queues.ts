import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { required } from '../../required.ts';
import type { Timers } from '../../timers.ts';
import type { DestinationTarget, Queue as QueueDefinition, StackModel } from '../template/stack-model.ts';
import { NO_JOURNAL, openJournal } from './journal.ts';
import { createQueue, type Queue } from './queue.ts';

/** The stack's queues, and the hidden queues that AWS's own services use. */
export type Queues = {
  /** The stack's queue with that logical id. */
  named(id: string): Queue;
  /** The waiting events of an asynchronously invoked function. */
  forFunction(id: string): Queue;
  /** The events that wait to be posted to an API destination. */
  forDestination(target: DestinationTarget): Queue;
  close(): Promise<void>;
};

/** Every target of the stack's rules and schedules. */
const targetsOf = ({ rules, schedules }: StackModel) => [...rules, ...schedules].flatMap(({ targets }) => targets);

/** The functions that are targets of rules and schedules. */
export const asyncFunctions = (model: StackModel): string[] => [
  ...new Set(targetsOf(model).flatMap(({ to }) => (to.kind === 'function' ? [to.function] : []))),
];

/** The API destinations that are targets of rules and schedules, each with that rule's retry policy. */
export const destinationTargets = (model: StackModel): DestinationTarget[] =>
  targetsOf(model).flatMap(({ to }) => (to.kind === 'destination' ? [to] : []));

/**
 * Opens all queues with their contents from the last run.
 * @param dataDirectory the folder of the journals; without one the queues stay in memory
 * @throws StartFailure for a damaged journal
 */
export async function openQueues(options: {
  model: StackModel;
  dataDirectory: string | undefined;
  clock: Clock;
  timers: Timers;
}): Promise<Queues> {
  const { model, dataDirectory, clock, timers } = options;
  const queues = new Map<string, Queue>();
  const definitions = [
    ...model.queues,
    ...asyncFunctions(model).map((id) => hiddenQueue(functionQueueId(id), DAY_MS)),
    // The consumer decides whether an event is too old, so that none disappears unseen.
    ...destinationTargets(model).map((target) => hiddenQueue(destinationQueueId(target), Number.POSITIVE_INFINITY)),
  ];
  for (const definition of definitions) {
    const journal =
      dataDirectory === undefined
        ? NO_JOURNAL
        : await openJournal(join(dataDirectory, 'queues', `${definition.id}.jsonl`));
    const deadLetters = () => (definition.redrive ? queues.get(definition.redrive.queue) : undefined);
    queues.set(definition.id, createQueue({ definition, journal, clock, timers, deadLetters }));
  }
  return {
    named: (id) => required(queues, id),
    forFunction: (id) => required(queues, functionQueueId(id)),
    forDestination: (target) => required(queues, destinationQueueId(target)),
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

const functionQueueId = (functionId: string) => `async-${functionId}`;
const destinationQueueId = ({ id }: DestinationTarget) => `posts-${id}`;

const hiddenQueue = (id: string, retentionMs: number): QueueDefinition => ({
  id,
  name: id,
  arn: '',
  url: '',
  // Far longer than any function's or endpoint's time limit, even if the clock is moved meanwhile.
  visibilityTimeoutMs: 30 * DAY_MS,
  delayMs: 0,
  retentionMs,
  maximumMessageBytes: 1024 * 1024,
});
