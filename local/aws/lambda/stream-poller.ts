import type { DynamoDBRecord } from 'aws-lambda';
import { sequenceNumberAt } from '../dynamodb/sequence-number.ts';
import type { TableStream } from '../dynamodb/table-engine.ts';
import { compilePattern } from '../eventbridge/event-pattern.ts';
import { deliverRecords, type StreamConsumer } from './stream-batches.ts';

/** Passes the table's stream to a function, as a Lambda event source mapping does, until `signal` is aborted. */
export type StreamPoller = (stream: TableStream, signal: AbortSignal) => Promise<void>;

/**
 * A poller for one mapping.
 * @throws StartFailure for a filter with an operator that the runner does not support
 */
export function createStreamPoller(consumer: StreamConsumer): StreamPoller {
  const { mapping } = consumer;
  const filters = mapping.filters.map((pattern) => compilePattern(pattern, mapping.id));
  const isWanted = (record: DynamoDBRecord) => filters.length === 0 || filters.some((matches) => matches(record));

  return async (stream, signal) => {
    let after = await beginAt(stream, mapping.id);
    while (!signal.aborted) {
      const records = await stream.read(after, mapping.batchSize);
      const last = records.at(-1)?.dynamodb?.SequenceNumber;
      if (last === undefined) {
        await stream.waitForMore(after, signal);
        continue;
      }
      const wanted = records.filter(isWanted);
      if (wanted.length > 0 && !(await deliverRecords(consumer, wanted, signal))) return;
      after = last;
      await stream.saveCheckpoint(mapping.id, after);
    }
  };
}

/** The mapping's position in the stream. A new mapping stores the start, so that the first record is not lost. */
async function beginAt(stream: TableStream, consumer: string): Promise<string> {
  const saved = await stream.checkpoint(consumer);
  if (saved !== undefined) return saved;
  const start = sequenceNumberAt(0);
  await stream.saveCheckpoint(consumer, start);
  return start;
}
