import type { Template } from 'aws-cdk-lib/assertions';
import type { DynamoDBBatchResponse, DynamoDBRecord, Handler } from 'aws-lambda';
import { vi } from 'vitest';
import * as z from 'zod/mini';
import { compilePattern } from '../../../local/aws/eventbridge/event-pattern.ts';
import { parseSchedule } from '../../../local/aws/eventbridge/schedules.ts';
import { lambdaContext } from '../lambda-events.ts';
import type { World } from '../world.ts';
import { createAlarm } from './alarms.ts';
import { createLogMetrics } from './log-metrics.ts';
import { createMetrics } from './metrics.ts';

const MINUTE_MS = 60_000;

const Arn = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const Schedule = z.object({
  ScheduleExpression: z.string(),
  State: z._default(z.string(), 'ENABLED'),
  Targets: z.array(z.object({ Arn, Input: z.optional(z.string()) })),
});
const StreamMapping = z.object({
  BisectBatchOnFunctionError: z.literal(true),
  FunctionName: z.object({ Ref: z.string() }),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }),
});
const LambdaFunction = z.object({
  FunctionName: z.string(),
  LoggingConfig: z.object({ LogGroup: z.object({ Ref: z.string() }) }),
});

/** One consumer of the stream, with the records that it has not taken yet. */
type Consumer = { mapping: string; lambda: string; wants(record: DynamoDBRecord): boolean; waiting: DynamoDBRecord[] };

export type WatchedStackOptions = {
  template: Template;
  world: World;
  /** The functions of schedules and of the stream, by their folders. */
  handlers: Record<string, Handler>;
};

/**
 * A stack whose schedules and stream run minute by minute, with the metrics that CloudWatch would have of it, and its
 * alarms. The functions and their log lines are real. What Lambda counts is counted here: runs, errors, what mappings read,
 * and its own line about each run. Needs a `Date` that stands still.
 */
export async function watchStack({ template, world, handlers }: WatchedStackOptions) {
  const propertiesOf = (type: string) =>
    Object.entries(template.findResources(type)).map(([id, { Properties }]) => [id, Properties] as const);
  const metrics = createMetrics();
  const filters = propertiesOf('AWS::Logs::MetricFilter').map(([, properties]) => properties);
  const note = createLogMetrics(filters, metrics);
  const alarms = propertiesOf('AWS::CloudWatch::Alarm').map(([, properties]) => createAlarm(properties));
  const functions = new Map(
    propertiesOf('AWS::Lambda::Function').map(([id, properties]) => [id, LambdaFunction.parse(properties)]),
  );
  const schedules = propertiesOf('AWS::Events::Rule').flatMap(([id, properties]) => {
    const schedule = Schedule.safeParse(properties).data;
    return schedule ? [{ id, ...schedule, next: Date.now() }] : [];
  });
  const switchedOff = new Set<string>();
  const mappings = propertiesOf('AWS::Lambda::EventSourceMapping');
  const consumers = mappings.flatMap(([mapping, properties]): Consumer[] => {
    const stream = StreamMapping.safeParse(properties).data;
    if (!stream) return [];
    const patterns = stream.FilterCriteria.Filters.map(({ Pattern }) => compilePattern(JSON.parse(Pattern), mapping));
    const wants = (record: DynamoDBRecord) => patterns.some((matches) => matches(record));
    return [{ mapping, lambda: stream.FunctionName.Ref, wants, waiting: [] }];
  });
  const written = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
  const logged = () =>
    written.flatMap(({ mock }) => mock.calls.splice(0)).flatMap(([text]) => String(text).split('\n'));

  const folderOf = (id: string) => (functions.get(id)?.FunctionName ?? id).replace(`${world.contract.name}-`, '');
  function handlerOf(id: string): Handler {
    const handler = handlers[folderOf(id)];
    if (!handler) throw new RangeError(`There is no function ${folderOf(id)} here.`);
    return handler;
  }
  const countOf = (id: string, name: string, value: number) =>
    metrics.put({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: { Ref: id } } }, Date.now(), value);
  const eventsOf = (mapping: string, name: string, value: number) =>
    metrics.put(
      { namespace: 'AWS/Lambda', name, dimensions: { EventSourceMappingUUID: { Ref: mapping } } },
      Date.now(),
      value,
    );

  /** One run of a function: its answer, or undefined after an error. */
  async function run(id: string, event: unknown): Promise<{ answer: unknown } | undefined> {
    logged();
    const context = lambdaContext(folderOf(id), 'request', () => MINUTE_MS);
    const outcome = await Promise.resolve(handlerOf(id)(event, context, () => undefined)).then(
      (answer: unknown) => ({ answer }),
      () => undefined,
    );
    const group = functions.get(id)?.LoggingConfig.LogGroup.Ref ?? '';
    const report = { type: 'platform.report', record: { status: outcome ? 'success' : 'error' } };
    const lines = logged().filter((line) => line.startsWith('{'));
    for (const line of [...lines, JSON.stringify(report)]) note(group, line, Date.now());
    countOf(id, 'Invocations', 1);
    countOf(id, 'Errors', outcome ? 0 : 1);
    return outcome;
  }

  /** Whether a schedule's time has come; then its next time is noted. */
  function isDue(schedule: (typeof schedules)[number]): boolean {
    if (Date.now() < schedule.next) return false;
    schedule.next = parseSchedule(schedule.ScheduleExpression, schedule.id)(new Date(schedule.next))?.getTime() ?? 0;
    return !switchedOff.has(schedule.id);
  }

  async function runSchedules(): Promise<void> {
    for (const { Targets } of schedules.filter(isDue)) {
      for (const { Arn: target, Input } of Targets) {
        await run(target['Fn::GetAtt'][0], Input === undefined ? {} : JSON.parse(Input));
      }
    }
  }

  /** Gives a consumer what waits. What fails waits on, from the first record on, as bisected batches do in the end. */
  async function deliver(consumer: Consumer): Promise<void> {
    if (switchedOff.has(consumer.mapping)) return;
    eventsOf(consumer.mapping, 'PolledEventCount', consumer.waiting.length);
    if (consumer.waiting.length === 0) return;
    const oldest = Math.min(
      ...consumer.waiting.map(({ dynamodb }) => (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000),
    );
    const outcome = await run(consumer.lambda, { Records: consumer.waiting });
    countOf(consumer.lambda, 'IteratorAge', Date.now() - oldest);
    const failed =
      outcome && (outcome.answer as DynamoDBBatchResponse | undefined)?.batchItemFailures[0]?.itemIdentifier;
    const first = consumer.waiting.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed);
    const from = outcome ? (first < 0 ? consumer.waiting.length : first) : 0;
    consumer.waiting = consumer.waiting.slice(from);
    eventsOf(consumer.mapping, 'FailedInvokeEventCount', consumer.waiting.length);
  }

  /** What was written before is another stack's. */
  let readUpTo = (await world.engine.stream.read(undefined, 10_000)).at(-1)?.dynamodb?.SequenceNumber;
  /** The queues are empty here. */
  function pollQueues(): void {
    for (const [mapping] of mappings) {
      if (!consumers.some((one) => one.mapping === mapping)) eventsOf(mapping, 'PolledEventCount', 0);
    }
  }

  async function runStream(): Promise<void> {
    const records = await world.engine.stream.read(readUpTo, 10_000);
    readUpTo = records.at(-1)?.dynamodb?.SequenceNumber ?? readUpTo;
    for (const consumer of consumers) {
      consumer.waiting.push(...records.filter(consumer.wants));
      await deliver(consumer);
    }
  }

  const startOfMinute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  vi.setSystemTime(startOfMinute);
  for (const schedule of schedules) schedule.next = startOfMinute;

  return {
    /** Lets a minute pass, and names the alarms that are on at its end. */
    async passMinute(): Promise<string[]> {
      await runSchedules();
      await runStream();
      pollQueues();
      const end = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
      vi.setSystemTime(end);
      return alarms
        .filter((alarm) => alarm.isOn(metrics, end))
        .map(({ name }) => name.replace(`${world.contract.name}-`, ''));
    },
    /** Switches off the schedules or the mappings that start a function. */
    switchOff(folder: string): void {
      for (const { id, Targets } of schedules) {
        if (Targets.some(({ Arn: target }) => folderOf(target['Fn::GetAtt'][0]) === folder)) switchedOff.add(id);
      }
      for (const { mapping, lambda } of consumers) if (folderOf(lambda) === folder) switchedOff.add(mapping);
    },
    switchOn: (): void => switchedOff.clear(),
    /** What an alarm says. */
    textOf: (name: string): string =>
      alarms.find((alarm) => alarm.name === `${world.contract.name}-${name}`)?.description ?? '',
  };
}
