import { join } from 'node:path';
import type { AwsOperation } from '../aws/aws-endpoint.ts';
import type { Clock } from '../clock.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import type { Inspection } from '../inspection.ts';
import { required } from '../required.ts';
import type { TableStream } from '../table/table-engine.ts';
import type { Queue as QueueDefinition, StackModel } from '../template/stack-model.ts';
import { createTimers, type Timers } from '../timers.ts';
import { createAsyncInvocations } from './async-invocations.ts';
import { createEventBuses } from './bus.ts';
import { createKeepFailure, openFailureStore } from './failures.ts';
import { NO_JOURNAL, openJournal } from './journal.ts';
import { createPutEvents } from './put-events.ts';
import { createQueue, type Queue } from './queue.ts';
import { pollQueue } from './queue-poller.ts';
import { createScheduleRunner } from './schedules.ts';
import { createStreamPoller } from './stream-poller.ts';
import { checkInput } from './target-input.ts';
import { createTargets } from './targets.ts';

/** Everything that happens without a request: buses, queues, the table's stream, schedules. */
export type Events = {
  /** The AWS calls it serves. */
  operations: Record<string, AwsOperation>;
  inspection: Omit<Inspection, 'log'>;
  start(): void;
  /** Gives the functions nothing new. */
  stopTaking(): void;
  /** Resolves when what they were given is settled. */
  stopped(): Promise<void>;
  /** Writes everything down. */
  close(): Promise<void>;
};

export type EventsOptions = {
  model: StackModel;
  dataDirectory: string | undefined;
  clock: Clock;
  /** By the functions' logical ids. */
  pools: Map<string, FunctionPool>;
  stream: TableStream | undefined;
};

const HOUR_MS = 60 * 60 * 1000;

/**
 * Prepares all of it; nothing runs before `start`.
 * @throws StartFailure for a damaged journal, a pattern, a schedule or a path that is not supported
 */
export async function prepareEvents(options: EventsOptions): Promise<Events> {
  const { model, dataDirectory, clock, pools } = options;
  const timers = createTimers(clock);
  const queues = await openQueues([...model.queues, ...asyncQueues(model)], options, timers);
  const queueOf = (id: string) => required(queues, id);
  const failures = await openFailureStore(dataDirectory && join(dataDirectory, 'failures'), clock.now);
  const keepFailure = createKeepFailure(failures, queueOf);
  const asyncInvocations = createAsyncInvocations({
    pools: asyncFunctions(model).map((id) => required(pools, id)),
    queueOf: (id) => queueOf(asyncQueueId(id)),
    clock,
    keepFailure,
  });
  for (const { id, targets } of [...model.rules, ...model.schedules]) {
    for (const { input } of targets) checkInput(input, id);
  }
  const deliver = createTargets({ queueOf, asyncInvocations });
  const { surroundings } = model;
  const buses = createEventBuses({ names: model.buses, rules: model.rules, surroundings, deliver });

  const consumers = model.streamMappings.map((mapping) => {
    return createStreamPoller({ mapping, pool: required(pools, mapping.function), clock, timers, keepFailure });
  });
  const schedules = model.schedules.map((schedule) => {
    return createScheduleRunner({ schedule, clock, timers, surroundings, deliver });
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  let loops: Promise<void>[] = [];

  return {
    operations: { 'AWSEvents.PutEvents': createPutEvents(buses, clock) },
    inspection: {
      events: buses.recent,
      failures: failures.recent,
      queues: () => model.queues.map(({ id, name }) => ({ name, ...queueOf(id).depth() })),
    },
    start() {
      const { stream } = options;
      asyncInvocations.start(signal);
      loops = [
        ...(stream ? consumers.map((consume) => consume(stream, signal)) : []),
        ...model.queueMappings.map((mapping) => {
          const [queue, pool] = [queueOf(mapping.queue), required(pools, mapping.function)];
          return pollQueue({ mapping, queue, pool, timers, surroundings }, signal);
        }),
        ...schedules.map((run) => run(signal)),
      ];
    },
    stopTaking: () => stopping.abort(),
    async stopped() {
      await Promise.all([...loops, asyncInvocations.stopped()]);
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

const asyncQueueId = (functionId: string) => `async-${functionId}`;

/** The functions that rules and schedules hand events to. */
function asyncFunctions({ rules, schedules }: StackModel): string[] {
  const targets = [...rules, ...schedules].flatMap((rule) => rule.targets);
  return [...new Set(targets.flatMap(({ to }) => (to.kind === 'function' ? [to.function] : [])))];
}

/** Lambda's own queues, in which events for functions wait. */
function asyncQueues(model: StackModel): QueueDefinition[] {
  return asyncFunctions(model).map((functionId) => ({
    id: asyncQueueId(functionId),
    name: asyncQueueId(functionId),
    arn: '',
    // Far longer than any function runs.
    visibilityTimeoutMs: 12 * HOUR_MS,
    delayMs: 0,
    retentionMs: 24 * HOUR_MS,
    maximumMessageBytes: 1024 * 1024,
  }));
}

async function openQueues(
  definitions: QueueDefinition[],
  { dataDirectory, clock }: EventsOptions,
  timers: Timers,
): Promise<Map<string, Queue>> {
  const queues = new Map<string, Queue>();
  for (const definition of definitions) {
    const journal =
      dataDirectory === undefined
        ? NO_JOURNAL
        : await openJournal(join(dataDirectory, 'queues', `${definition.id}.jsonl`));
    const deadLetters = () => (definition.redrive ? queues.get(definition.redrive.queue) : undefined);
    queues.set(definition.id, createQueue({ definition, journal, clock, timers, deadLetters }));
  }
  return queues;
}
