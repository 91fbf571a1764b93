import type { DynamoDBRecord } from 'aws-lambda';
import type { EventBus } from '../../bus/event-bus.ts';
import type { Announcement } from '../../domain/events/event-details.ts';
import { type CountedFact, countedAs } from '../../domain/events/fact-counts.ts';
import { type Notice, stateOf } from '../../domain/notices/notice.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { parseImage } from '../../store/table/stream-image.ts';
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

/** Nobody is invited by a booking by hand. */
const isRequest = ({ eventName, dynamodb }: DynamoDBRecord): boolean =>
  eventName === 'INSERT' &&
  dynamodb?.NewImage?.['type']?.S === 'invitation' &&
  dynamodb.NewImage['origin']?.S !== 'desk';

/** How many notices a record reports as told that were not told before. */
function newlyTold({ dynamodb }: DynamoDBRecord): number {
  const { OldImage, NewImage } = dynamodb ?? {};
  const [old, image] = [OldImage, NewImage].map((one) => one && parseImage(one));
  if (image?.type !== 'notice') return 0;
  const known = new Set(old?.type === 'notice' ? toldRevisions(old.notices) : []);
  return toldRevisions(image.notices).filter((revision) => !known.has(revision)).length;
}

const toldRevisions = (notices: readonly Notice[]): number[] =>
  notices.flatMap((notice) => (stateOf(notice) === 'told' ? [notice.revision] : []));

type Read = { record: DynamoDBRecord; due: { announcement: Announcement }[] | undefined };

/**
 * The facts of the records before the first failed one. The stream delivers the rest again, so facts count twice only
 * if the whole batch fails.
 */
function countedFacts(reads: Read[], failed: ReadonlySet<DynamoDBRecord>): CountedFact[] {
  const firstFailed = reads.findIndex(({ record }) => failed.has(record));
  const done = firstFailed < 0 ? reads : reads.slice(0, firstFailed);
  return done.flatMap(({ record, due = [] }) => [
    ...(isRequest(record) ? [{ metric: 'InvitationRequested' } as const] : []),
    ...Array.from({ length: newlyTold(record) }, () => ({ metric: 'CustomerTold' }) as const),
    ...due.flatMap(({ announcement }) => countedAs(announcement) ?? []),
  ]);
}

export type AnnouncedRecords = {
  /** The sequence numbers of the records that were not announced in full. */
  failed: string[];
  /** The facts of the announced records that the stream does not deliver again. */
  facts: CountedFact[];
};

/**
 * Announces a batch of stream records. An unreadable record fails, and the others are announced. The stream delivers
 * the records again from the first failed one.
 */
export async function announceRecords(bus: EventBus, records: DynamoDBRecord[]): Promise<AnnouncedRecords> {
  const reads = records.map((record) => ({ record, due: read(record) }));
  const due = reads.flatMap((one) => one.due ?? []);
  const taken = await bus.publish(due.map(({ announcement }) => announcement));
  const failed = new Set([
    ...reads.filter((one) => one.due === undefined).map(({ record }) => record),
    ...due.filter((_, index) => !taken[index]).map(({ record }) => record),
  ]);
  if (failed.size > 0) logger.error('stream records were not announced', { count: failed.size });
  return { failed: [...failed].map(sequenceNumberOf), facts: countedFacts(reads, failed) };
}
