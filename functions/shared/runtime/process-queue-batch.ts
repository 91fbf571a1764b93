import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { idsOfEvent } from './event-ids.ts';
import { logPart } from './log-part.ts';
import { describeError, logger } from './logger.ts';
import { RECEIVES } from './queue-receives.ts';

type Work = (body: string) => Promise<'again' | undefined>;

/** Whether the queue sets a message aside if it fails once more. */
const isLastTry = ({ attributes }: SQSRecord): boolean => Number(attributes.ApproximateReceiveCount) >= RECEIVES;

async function tryOnce(record: SQSRecord, remark: string, work: Work): Promise<boolean> {
  try {
    if ((await work(record.body)) !== 'again') return true;
  } catch (error) {
    logger.warn(remark, describeError(error));
  }
  if (isLastTry(record)) logger.error('message was set aside');
  return false;
}

/**
 * Processes one message; `false` if the queue is to deliver it again, or to set it aside after the last try. What it logs
 * carries the ids of the event.
 */
const isDone = (record: SQSRecord, remark: string, work: Work): Promise<boolean> =>
  logPart(idsOfEvent(record.body), () => tryOnce(record, remark, work));

const answerFor = (records: SQSRecord[]): SQSBatchResponse => ({
  batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
});

/**
 * Processes a batch of a queue, message by message. The queue delivers a message again if `work` throws or returns
 * `again`. `remark` is the log line for an error.
 */
export async function processQueueBatch({ Records }: SQSEvent, remark: string, work: Work): Promise<SQSBatchResponse> {
  const left: SQSRecord[] = [];
  for (const record of Records) if (!(await isDone(record, remark, work))) left.push(record);
  return answerFor(left);
}

/** The same with all messages at the same time, so that none waits for another. */
export async function processQueueBatchAtOnce(
  { Records }: SQSEvent,
  remark: string,
  work: Work,
): Promise<SQSBatchResponse> {
  const areDone = await Promise.all(Records.map((record) => isDone(record, remark, work)));
  return answerFor(Records.filter((_, index) => !areDone[index]));
}
