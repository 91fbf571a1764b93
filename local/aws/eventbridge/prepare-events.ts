import type { Clock } from '../../clock.ts';
import { required } from '../../required.ts';
import type { Inspection } from '../../runner-pages.ts';
import { createTimers } from '../../timers.ts';
import type { TableStream } from '../dynamodb/table-engine.ts';
import type { AwsOperation } from '../endpoint/aws-endpoint.ts';
import { createAsyncInvocations } from '../lambda/async-invocations.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import { pollQueue } from '../lambda/queue-poller.ts';
import { createStreamPoller } from '../lambda/stream-poller.ts';
import { asyncFunctions, destinationTargets, openQueues } from '../sqs/open-queues.ts';
import { createQueueOperations } from '../sqs/queue-operations.ts';
import type { SecretField, StackModel } from '../template/stack-model.ts';
import { createApiDestinations } from './api-destination-poster.ts';
import { createEventBuses } from './bus.ts';
import { createKeepFailure, failuresIn, openFailureStore } from './failures.ts';
import { createPutEvents } from './put-events.ts';
import { createScheduleRunner } from './schedules.ts';
import { checkInput } from './target-input.ts';
import { createTargets } from './targets.ts';

/** Everything that runs without a request: buses, queues, the table's stream, schedules. */
export type Events = {
  /** The AWS operations it implements. */
  operations: Record<string, AwsOperation>;
  inspection: Omit<Inspection, 'log'>;
  start(): void;
  /** Stops passing new events to the functions. */
  stopTaking(): void;
  /** Resolves when the functions' current events are settled. */
  stopped(): Promise<void>;
  /** Writes all state to disk. */
  close(): Promise<void>;
};

export type EventsOptions = {
  model: StackModel;
  dataDirectory: string | undefined;
  clock: Clock;
  /** By the functions' logical ids. */
  pools: Map<string, FunctionPool>;
  stream: TableStream | undefined;
  /** Replaces the address of every API destination. */
  destinationUrl?: string;
  /** The text in a secret; undefined while it has none. */
  secretField(field: SecretField): string | undefined;
  /** Receives messages for a person, one line each. */
  report(line: string): void;
};

/**
 * Prepares buses, queues and pollers; nothing runs before `start`.
 * @throws StartFailure for a damaged journal, or for a pattern, schedule or path that the runner does not support
 */
export async function prepareEvents(options: EventsOptions): Promise<Events> {
  const { model, dataDirectory, clock, pools } = options;
  const timers = createTimers(clock);
  const queues = await openQueues({ model, dataDirectory, clock, timers });
  const failures = await openFailureStore(dataDirectory && failuresIn(dataDirectory), clock.now);
  const keepFailure = createKeepFailure(failures, queues.named);
  const asyncInvocations = createAsyncInvocations({
    pools: asyncFunctions(model).map((id) => required(pools, id)),
    queueOf: queues.forFunction,
    clock,
    keepFailure,
  });
  const apiDestinations = createApiDestinations({
    targets: destinationTargets(model),
    destinations: model.apiDestinations,
    url: options.destinationUrl,
    waitingFor: queues.forDestination,
    queueOf: queues.named,
    keyOf: options.secretField,
    clock,
    timers,
    report: options.report,
  });
  for (const { id, targets } of [...model.rules, ...model.schedules]) {
    for (const { input } of targets) checkInput(input, id);
  }
  const deliver = createTargets({ queueOf: queues.named, asyncInvocations, apiDestinations });
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
    operations: {
      'AWSEvents.PutEvents': createPutEvents(buses, clock),
      ...createQueueOperations(model.queues.map(({ id }) => queues.named(id))),
    },
    inspection: {
      events: buses.recent,
      failures: failures.recent,
      queues: () => model.queues.map(({ id, name }) => ({ name, ...queues.named(id).depth() })),
    },
    start() {
      const { stream } = options;
      asyncInvocations.start(signal);
      apiDestinations.start(signal);
      loops = [
        ...(stream ? consumers.map((consume) => consume(stream, signal)) : []),
        ...model.queueMappings.map((mapping) => {
          const [queue, pool] = [queues.named(mapping.queue), required(pools, mapping.function)];
          return pollQueue({ mapping, queue, pool, timers, surroundings }, signal);
        }),
        ...schedules.map((run) => run(signal)),
      ];
    },
    stopTaking: () => stopping.abort(),
    async stopped() {
      await Promise.all([...loops, asyncInvocations.stopped(), apiDestinations.stopped()]);
    },
    close: queues.close,
  };
}
