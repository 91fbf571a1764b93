import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { describeError, logger } from './logger.ts';
import { RECEIVES } from './queue-receives.ts';

/** Adds what a message is about to the log line for its error. */
type Note = (about: Record<string, string>) => void;
type Work = (body: string, note: Note) => Promise<'again' | undefined>;

/** Whether the queue sets a message aside if it fails once more. */
const isLastTry = ({ attributes }: SQSRecord): boolean => Number(attributes.ApproximateReceiveCount) >= RECEIVES;

/** Processes one message; `false` if the queue is to deliver it again, or to set it aside after the last try. */
async function isDone(record: SQSRecord, remark: string, work: Work): Promise<boolean> {
  const noted: Record<string, string> = {};
  try {
    if ((await work(record.body, (about) => Object.assign(noted, about))) !== 'again') return true;
  } catch (error) {
    logger.warn(remark, { ...noted, ...describeError(error) });
  }
  if (isLastTry(record)) logger.error('message was set aside', noted);
  return false;
}

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
