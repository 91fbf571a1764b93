import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { describeError, logger } from './logger.ts';

/**
 * Processes a batch of a queue, message by message. The queue delivers a message again if `work` throws or returns
 * `again`. `remark` is the log line for an error.
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
