import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { describeError, logger } from './logger.ts';

/**
 * Works a batch of a queue off, one message after the other. What throws, or asks to come `again`, is delivered again by
 * the queue, alone; `remark` is what the log says when it threw.
 */
export async function processQueueBatch(
  { Records }: SQSEvent,
  remark: string,
  work: (body: string) => Promise<'again' | undefined>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const { messageId, body } of Records) {
    try {
      if ((await work(body)) === 'again') batchItemFailures.push({ itemIdentifier: messageId });
    } catch (error) {
      logger.warn(remark, describeError(error));
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
