import type { DynamoDBRecord } from 'aws-lambda';
import type { EventBus } from '../bus/event-bus.ts';
import { describeError, logger } from '../runtime/logger.ts';
import { announcementsOf } from './announce.ts';

const sequenceNumberOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

function read(record: DynamoDBRecord) {
  try {
    return announcementsOf(record).map((announcement) => ({ record, announcement }));
  } catch (error) {
    logger.error('stream record cannot be read', describeError(error));
    return undefined;
  }
}

/**
 * Announces a batch of stream records and returns the sequence numbers of those that were not announced in full: the
 * stream delivers from the first of them again. A record that cannot be read fails alone, the others go out.
 */
export async function announceRecords(bus: EventBus, records: DynamoDBRecord[]): Promise<string[]> {
  const reads = records.map((record) => ({ record, due: read(record) }));
  const due = reads.flatMap((one) => one.due ?? []);
  const taken = await bus.publish(due.map(({ announcement }) => announcement));
  const failed = new Set([
    ...reads.filter((one) => one.due === undefined).map(({ record }) => record),
    ...due.filter((_, index) => !taken[index]).map(({ record }) => record),
  ]);
  if (failed.size > 0) logger.error('stream records were not announced', { count: failed.size });
  return [...failed].map(sequenceNumberOf);
}
