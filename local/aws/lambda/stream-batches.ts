import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Clock } from '../../clock.ts';
import type { Timers } from '../../timers.ts';
import type { KeepFailure } from '../eventbridge/failures.ts';
import type { StreamMapping } from '../template/stack-model.ts';
import { failedItems } from './batch-response.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Outcome } from './function-process.ts';

/** The dependencies of the delivery of stream records. */
export type StreamConsumer = {
  mapping: StreamMapping;
  pool: FunctionPool;
  clock: Clock;
  timers: Timers;
  keepFailure: KeepFailure;
};

/** Records for one invocation; `attempts` have failed so far. */
type Batch = { records: DynamoDBRecord[]; attempts: number };

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 10_000;

const sequenceOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';
const createdAtMs = ({ dynamodb }: DynamoDBRecord): number => (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000;

/**
 * Passes `records` to the function, in order, until each has succeeded or is stored as a failure. Retries, bisecting
 * and partial batch responses follow Lambda's rules for streams.
 * @returns false if `signal` was aborted first: the records must be delivered again
 */
export async function deliverRecords(
  consumer: StreamConsumer,
  records: DynamoDBRecord[],
  signal: AbortSignal,
): Promise<boolean> {
  const batches: Batch[] = [{ records, attempts: 0 }];
  for (let batch = batches.shift(); batch; batch = batches.shift()) {
    if (signal.aborted) return false;
    const event: DynamoDBStreamEvent = { Records: batch.records };
    const outcome = await consumer.pool.invoke(event);
    const remaining = remainingAfter(consumer.mapping, batch, outcome);
    if (remaining.length === 0) continue;
    const attempts = batch.attempts + 1;
    const condition = reasonToGiveUp(consumer, batch, attempts);
    const isProgress = remaining.length > 1 || remaining[0]?.attempts === 0;
    if (condition && !isProgress) {
      await keep(consumer, batch, { outcome, attempts, condition });
      continue;
    }
    batches.unshift(...remaining);
    await consumer.timers.sleep(Math.min(FIRST_RETRY_MS * 2 ** batch.attempts, LONGEST_RETRY_MS), signal);
  }
  return true;
}

/**
 * The remaining work of a batch. A partial response moves the batch's start to the first failed record; a function
 * error halves the batch if the mapping says so, which does not count as an attempt.
 */
function remainingAfter(mapping: StreamMapping, { records, attempts }: Batch, outcome: Outcome): Batch[] {
  const failed = failedItems(outcome, records.map(sequenceOf), mapping.reportsItemFailures);
  const first = records.findIndex((record) => sequenceOf(record) === failed[0]);
  if (first < 0) return [];
  if (first > 0) return [{ records: records.slice(first), attempts: 0 }];
  if (outcome.ok || !mapping.bisect || records.length === 1) return [{ records, attempts: attempts + 1 }];
  const middle = Math.ceil(records.length / 2);
  return [
    { records: records.slice(0, middle), attempts },
    { records: records.slice(middle), attempts },
  ];
}

function reasonToGiveUp({ mapping, clock }: StreamConsumer, { records }: Batch, attempts: number): string | undefined {
  const [oldest] = records;
  const ageMs = oldest ? clock.now().getTime() - createdAtMs(oldest) : 0;
  if (ageMs > mapping.maximumAgeMs) return 'RecordAgeExceeded';
  return attempts > mapping.maximumRetries ? 'RetryAttemptsExhausted' : undefined;
}

/** Lambda's record for a failure destination; in a bucket it holds the whole payload. */
async function keep(
  { mapping, pool, clock, keepFailure }: StreamConsumer,
  { records }: Batch,
  { outcome, attempts, condition }: { outcome: Outcome & { requestId: string }; attempts: number; condition: string },
): Promise<void> {
  if (!mapping.onFailure) return;
  const [oldest, newest] = [records[0], records.at(-1)];
  await keepFailure(mapping.onFailure, {
    version: '1.0',
    timestamp: clock.now().toISOString(),
    requestContext: {
      requestId: outcome.requestId,
      functionArn: pool.definition.arn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: outcome.ok ? null : 'Unhandled',
    },
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000000000000000000-local',
      startSequenceNumber: oldest && sequenceOf(oldest),
      endSequenceNumber: newest && sequenceOf(newest),
      approximateArrivalOfFirstRecord: oldest && new Date(createdAtMs(oldest)).toISOString(),
      approximateArrivalOfLastRecord: newest && new Date(createdAtMs(newest)).toISOString(),
      batchSize: records.length,
      streamArn: mapping.streamArn,
    },
    ...(mapping.onFailure.kind === 'bucket' && { payload: JSON.stringify({ Records: records }) }),
  });
}
