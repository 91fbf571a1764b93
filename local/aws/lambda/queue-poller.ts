import { createHash } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Timers } from '../../timers.ts';
import type { Queue, ReceivedMessage } from '../sqs/queue.ts';
import type { QueueMapping, Surroundings } from '../template/stack-model.ts';
import { failedItems } from './batch-response.ts';
import type { FunctionPool } from './function-pool.ts';

/** Lambda's initial number of concurrent batches, where the mapping sets no limit. */
const DEFAULT_CONCURRENCY = 5;

/**
 * On AWS a failed message becomes visible again after its visibility timeout. Here it does so after one second, then
 * two, four, … up to that timeout: the number of attempts is the same, and a local run need not wait.
 */
const FIRST_RETRY_MS = 1000;

/** Passes a queue's messages to a function, as a Lambda event source mapping does, until `signal` is aborted. */
export async function pollQueue(
  {
    mapping,
    queue,
    pool,
    timers,
    surroundings,
  }: {
    mapping: QueueMapping;
    queue: Queue;
    pool: FunctionPool;
    timers: Timers;
    surroundings: Surroundings;
  },
  signal: AbortSignal,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const limit = mapping.maximumConcurrency ?? DEFAULT_CONCURRENCY;

  async function collect(): Promise<ReceivedMessage[]> {
    const messages = await queue.receive(mapping.batchSize);
    if (messages.length === 0 || messages.length === mapping.batchSize || mapping.windowMs === 0) return messages;
    await timers.sleep(mapping.windowMs, signal);
    return [...messages, ...(await queue.receive(mapping.batchSize - messages.length))];
  }

  async function deliver(messages: ReceivedMessage[]): Promise<void> {
    const event: SQSEvent = { Records: messages.map((message) => recordOf(message, queue, surroundings)) };
    const outcome = await pool.invoke(event);
    const identifiers = messages.map(({ messageId }) => messageId);
    const failed = new Set(failedItems(outcome, identifiers, mapping.reportsItemFailures));
    await Promise.all(
      messages.map((message) =>
        failed.has(message.messageId) ? queue.giveBack(message, retryDelay(message, queue)) : queue.remove(message),
      ),
    );
  }

  while (!signal.aborted) {
    if (underWay.size >= limit) await Promise.race(underWay);
    const messages = await collect();
    if (messages.length === 0) {
      await queue.waitForMessages(signal);
      continue;
    }
    const delivery = deliver(messages).finally(() => underWay.delete(delivery));
    underWay.add(delivery);
  }
  await Promise.all(underWay);
}

function retryDelay({ receiveCount }: ReceivedMessage, { definition }: Queue): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (receiveCount - 1), definition.visibilityTimeoutMs);
}

function recordOf(message: ReceivedMessage, { definition }: Queue, { accountId, region }: Surroundings): SQSRecord {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: accountId,
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(message.body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: definition.arn,
    awsRegion: region,
  };
}
