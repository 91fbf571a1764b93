import type { DynamoDBRecord } from 'aws-lambda';
import type { EventBus } from '../../bus/event-bus.ts';
import { messageArrived } from '../../domain/delivery/delivery.ts';
import type { Announcement } from '../../domain/events/event-details.ts';
import { type CountedFact, countedAs } from '../../domain/events/fact-counts.ts';
import { stateOf } from '../../domain/notices/notice.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { type Image, parseImage } from '../../store/table/stream-image.ts';
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

/** Those of a record's new image that were not in its old one, by a name that each has. */
function newNames({ dynamodb }: DynamoDBRecord, namesIn: (image: Image) => Map<string, CountedFact>): CountedFact[] {
  const { OldImage, NewImage } = dynamodb ?? {};
  const [old, image] = [OldImage, NewImage].map((one) => one && parseImage(one));
  if (!image) return [];
  const known = old ? namesIn(old) : new Map();
  return [...namesIn(image)].flatMap(([name, fact]) => (known.has(name) ? [] : [fact]));
}

/** The customers who were told, and those who were not reminded: nothing of either is announced. */
function outcomesIn(image: Image): Map<string, CountedFact> {
  if (image.type === 'notice') {
    const told = image.notices.filter((notice) => stateOf(notice) === 'told');
    return new Map(told.map(({ revision }) => [`${revision}`, { metric: 'CustomerTold' }]));
  }
  if (image.type !== 'reminder') return new Map();
  return new Map(
    image.reminders.flatMap(({ kind, key, startsAt, end }) =>
      end?.state === 'not-told'
        ? [[[kind, key, startsAt].join(), { metric: 'CustomerNotReminded', reason: end.reason }] as const]
        : [],
    ),
  );
}

/** The failure of a message to a member of staff that a record reports. Nobody else hears of it. */
function staffFailure({ dynamodb }: DynamoDBRecord): CountedFact[] {
  const { OldImage, NewImage } = dynamodb ?? {};
  const isOne = NewImage?.['type']?.S === 'message' && NewImage['toStaff'] !== undefined;
  const isNew = isOne && NewImage['failedAt'] !== undefined && !(OldImage?.['failedAt'] && OldImage['toStaff']);
  const image = isNew ? parseImage(NewImage) : undefined;
  if (image?.type !== 'message' || messageArrived(image)) return [];
  return [{ metric: 'StaffNotTold', reason: image.failure?.reason ?? 'unknown-reason' }];
}

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
    ...newNames(record, outcomesIn),
    ...staffFailure(record),
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
