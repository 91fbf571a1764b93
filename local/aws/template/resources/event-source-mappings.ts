import * as z from 'zod/mini';
import { StartFailure } from '../../../start-failure.ts';
import type { LambdaFunction, Queue, QueueMapping, StreamMapping } from '../stack-model.ts';
import { type Resource, type TemplateReader, unsupported } from '../template-reader.ts';
import { DestinationConfig, readFailureDestination } from './destinations.ts';
import { findFunction } from './functions.ts';

const AnyMapping = z.looseObject({ EventSourceArn: z.string() });

const FunctionResponseTypes = z._default(z.array(z.literal('ReportBatchItemFailures')), []);

const StreamMappingProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z._default(z.boolean(), true),
  BatchSize: z._default(z.number(), 100),
  FilterCriteria: z._default(z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }), {
    Filters: [],
  }),
  BisectBatchOnFunctionError: z._default(z.boolean(), false),
  MaximumRetryAttempts: z._default(z.number(), -1),
  MaximumRecordAgeInSeconds: z._default(z.number(), -1),
  FunctionResponseTypes,
  DestinationConfig: z.optional(DestinationConfig),
});

const QueueMappingProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z._default(z.boolean(), true),
  BatchSize: z._default(z.number(), 10),
  MaximumBatchingWindowInSeconds: z._default(z.number(), 0),
  FunctionResponseTypes,
  ScalingConfig: z.optional(z.strictObject({ MaximumConcurrency: z.number() })),
});

const WITHOUT_EFFECT = { MetricsConfig: 'metrics are not collected here' };
const STREAM_WITHOUT_EFFECT = {
  ...WITHOUT_EFFECT,
  MaximumBatchingWindowInSeconds: 'waiting for more records saves runs, which cost nothing here',
  ParallelizationFactor: 'the stream is one shard, read in order',
  StartingPosition: 'the stream begins with the table, and so does the mapping',
};

/** DynamoDB's retention of stream records. */
const STREAM_RETENTION_MS = 24 * 60 * 60 * 1000;

function readStreamMapping(reader: TemplateReader, resource: Resource): StreamMapping | undefined {
  const properties = reader.read(resource, StreamMappingProperties, STREAM_WITHOUT_EFFECT);
  const { MaximumRetryAttempts: retries, MaximumRecordAgeInSeconds: age } = properties;
  const onFailure = readFailureDestination(reader, resource, properties.DestinationConfig);
  if (!properties.Enabled) return undefined;
  return {
    id: resource.logicalId,
    function: findFunction(reader, resource, properties.FunctionName),
    streamArn: properties.EventSourceArn,
    batchSize: properties.BatchSize,
    filters: properties.FilterCriteria.Filters.map(({ Pattern }): unknown => JSON.parse(Pattern)),
    maximumRetries: retries === -1 ? Number.POSITIVE_INFINITY : retries,
    maximumAgeMs: age === -1 ? STREAM_RETENTION_MS : age * 1000,
    bisect: properties.BisectBatchOnFunctionError,
    reportsItemFailures: properties.FunctionResponseTypes.length > 0,
    ...(onFailure && { onFailure }),
  };
}

function readQueueMapping(reader: TemplateReader, resource: Resource, queue: string): QueueMapping | undefined {
  const properties = reader.read(resource, QueueMappingProperties, WITHOUT_EFFECT);
  if (!properties.Enabled) return undefined;
  return {
    id: resource.logicalId,
    function: findFunction(reader, resource, properties.FunctionName),
    queue,
    batchSize: properties.BatchSize,
    windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
    ...(properties.ScalingConfig && { maximumConcurrency: properties.ScalingConfig.MaximumConcurrency }),
    reportsItemFailures: properties.FunctionResponseTypes.length > 0,
  };
}

/** Lambda rejects a queue whose visibility timeout is shorter than the function's timeout. */
function checkVisibility(mapping: QueueMapping, queues: Queue[], functions: LambdaFunction[]): void {
  const queue = queues.find(({ id }) => id === mapping.queue);
  const consumer = functions.find(({ id }) => id === mapping.function);
  if (!queue || !consumer || queue.visibilityTimeoutMs >= consumer.timeoutMs) return;
  throw new StartFailure(
    `AWS would refuse the mapping ${mapping.id}: the visibility timeout of its queue (${queue.visibilityTimeoutMs / 1000} s) ` +
      `must not be less than the timeout of its function (${consumer.timeoutMs / 1000} s).`,
  );
}

/** The mappings from the table's stream and from queues to functions. */
export function readEventSourceMappings(
  reader: TemplateReader,
  { queues, functions }: { queues: Queue[]; functions: LambdaFunction[] },
): { streamMappings: StreamMapping[]; queueMappings: QueueMapping[] } {
  const streamMappings: StreamMapping[] = [];
  const queueMappings: QueueMapping[] = [];
  for (const resource of reader.ofType('AWS::Lambda::EventSourceMapping')) {
    const { EventSourceArn: arn } = reader.read(resource, AnyMapping, {});
    const source = reader.find(arn, 'AWS::SQS::Queue', 'AWS::DynamoDB::GlobalTable');
    if (!source) throw unsupported(resource, 'an event source other than a queue or the table of this stack');
    if (source.type === 'AWS::SQS::Queue') {
      const mapping = readQueueMapping(reader, resource, source.logicalId);
      if (mapping) queueMappings.push(mapping);
    } else {
      const mapping = readStreamMapping(reader, resource);
      if (mapping) streamMappings.push(mapping);
    }
  }
  for (const mapping of queueMappings) checkVisibility(mapping, queues, functions);
  return { streamMappings, queueMappings };
}
