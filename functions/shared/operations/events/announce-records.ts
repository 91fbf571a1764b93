import type { DynamoDBRecord } from 'aws-lambda';
import type { EventBus } from '../../bus/event-bus.ts';
import type { Announcement } from '../../domain/events/event-details.ts';
import type { CountedFact } from '../../domain/events/fact-counts.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { announcementsOf } from './announce.ts';
import { factsOf } from './count-facts.ts';
import { readChange, type StreamChange } from './stream-change.ts';

/** A record, with what is to be announced of it; without a change if it cannot be read. */
type Read = { record: DynamoDBRecord; change?: StreamChange; announcements: Announcement[] };

const sequenceNumberOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';
const itemOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.Keys?.['pk']?.S ?? '';

function read(record: DynamoDBRecord): Read {
  try {
    const change = readChange(record);
    return { record, change, announcements: announcementsOf(change) };
  } catch (error) {
    logger.error('stream record cannot be read', describeError(error));
    return { record, announcements: [] };
  }
}

/** One line for a batch: a line for each event costs more than the rest of the function's log. */
function logAnnounced(announcements: Announcement[]): void {
  if (announcements.length === 0) return;
  const events = announcements.map(({ detailType, detail }) => {
    const invitationId = 'invitationId' in detail ? detail.invitationId : undefined;
    return { type: detailType, eventId: detail.eventId, ...(invitationId !== undefined && { invitationId }) };
  });
  logger.info('events were announced', { events });
}

/** Announces what was read, in order for each item. Returns the records of which the bus did not take everything. */
async function announce(bus: EventBus, reads: Read[]): Promise<DynamoDBRecord[]> {
  const events = reads.flatMap(({ record, announcements }) =>
    announcements.map((announcement) => ({ record, item: itemOf(record), announcement })),
  );
  const taken = await bus.publish(events);
  logAnnounced(events.flatMap(({ announcement }, index) => (taken[index] ? [announcement] : [])));
  return events.flatMap(({ record }, index) => (taken[index] ? [] : [record]));
}

/**
 * The facts of the records before the first failed one. The stream delivers the rest again, so facts count twice only
 * if the whole batch fails.
 */
function countedFacts(reads: Read[], failed: ReadonlySet<DynamoDBRecord>): CountedFact[] {
  const firstFailed = reads.findIndex(({ record }) => failed.has(record));
  const done = firstFailed < 0 ? reads : reads.slice(0, firstFailed);
  return done.flatMap(({ change, announcements }) => (change ? factsOf(change, announcements) : []));
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
  const reads = records.map(read);
  const unreadable = reads.filter(({ change }) => !change).map(({ record }) => record);
  const failed = new Set([...unreadable, ...(await announce(bus, reads))]);
  if (failed.size > 0) logger.error('stream records were not announced', { count: failed.size });
  return { failed: [...failed].map(sequenceNumberOf), facts: countedFacts(reads, failed) };
}
