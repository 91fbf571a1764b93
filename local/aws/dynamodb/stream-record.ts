import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

/** An item, or the keys of one, in DynamoDB JSON. */
export type Item = Record<string, AttributeValue>;

/** What one write did to one item; no image: the item was not there. */
export type Change = {
  keys: Item;
  before: Item | undefined;
  after: Item | undefined;
  /** Whether the engine removed the item because its time was over. */
  byTimeToLive: boolean;
};

export type StreamSource = { arn: string; region: string };

/** Whether two images of an item differ. The elements of a set have no order. */
export function isChanged(before: Item | undefined, after: Item | undefined): boolean {
  // Almost always decides it: the engine keeps the order of the attributes a write does not touch.
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  return !isDeepStrictEqual(before && sortSets(before), after && sortSets(after));
}

const sortSets = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, sortSet(value)]));

function sortSet(value: AttributeValue): AttributeValue {
  if (value.SS) return { SS: value.SS.toSorted() };
  if (value.NS) return { NS: value.NS.toSorted() };
  if (value.BS) return { BS: value.BS.toSorted() };
  if (value.L) return { L: value.L.map(sortSet) };
  if (value.M) return { M: sortSets(value.M) };
  return value;
}

/**
 * A change as DynamoDB Streams reports it to a function.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html; TTL removals are marked as described in
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
 */
export function streamRecord(change: Change, source: StreamSource, sequenceNumber: string, at: Date): DynamoDBRecord {
  const { keys, before, after, byTimeToLive } = change;
  return {
    eventID: randomUUID().replaceAll('-', ''),
    eventName: eventName(change),
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: source.region,
    eventSourceARN: source.arn,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at.getTime() / 1000),
      Keys: keys,
      ...(after && { NewImage: after }),
      ...(before && { OldImage: before }),
      SequenceNumber: sequenceNumber,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    ...(byTimeToLive && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  };
}

function eventName({ before, after }: Change) {
  if (!after) return 'REMOVE';
  return before ? 'MODIFY' : 'INSERT';
}
