import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type { EventMatcher } from '../../../local/aws/eventbridge/event-pattern.ts';
import type { Dice } from '../engine/dice.ts';
import type { Outcome } from '../engine/lambda.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import { type Item, isMap } from './expressions.ts';
import type { Change } from './table-model.ts';

export type StreamSurroundings = {
  scheduler: Scheduler;
  dice: Dice;
  /** Tries before a batch counts as failed. */
  tries: number;
  matches: EventMatcher;
  /** Passes a batch to the function. */
  invoke(records: DynamoDBRecord[], done: (outcome: Outcome) => void): void;
  /** Whether a processed batch is delivered again. */
  comesAgain(): boolean;
  setAside(records: DynamoDBRecord[]): void;
};

/**
 * Lines of records, each in order: one item is always in the same one. A shard is one, or, with a parallelization factor, a
 * part of a shard.
 */
const SHARDS = 2;
const LONGEST_RETRY_MS = 60_000;

type Image = Record<string, AttributeValue>;

/** A value in the table's wire format, as far as the store has such values. The SDK's own way there takes many times as long. */
function attributeOf(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  if (value instanceof Set) return { SS: [...value] };
  // Lambda hands bytes on as text.
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (isMap(value)) return { M: imageOf(value, {}, {}) };
  throw new Error(`There is no wire format here for ${String(value)}.`);
}

/** An item's image. Attributes that the last write left unchanged keep their image. */
function imageOf(item: Item, before: Item, known: Image): Image {
  const image: Image = {};
  for (const name in item) {
    const value = item[name];
    image[name] = (value === before[name] && known[name]) || attributeOf(value);
  }
  return image;
}

/** Reports the table's changes as its stream does, in order. */
export function createRecorder() {
  const images = new Map<string, Image>();
  let sequence = 0;

  return ({ pk, before, after, byTimeToLive }: Change, now: number): DynamoDBRecord => {
    sequence += 1;
    // A write's new item is the next write's old item.
    const OldImage = images.get(pk);
    const NewImage = after && imageOf(after, before ?? {}, OldImage ?? {});
    if (NewImage) images.set(pk, NewImage);
    else images.delete(pk);
    return {
      eventID: String(sequence),
      eventName: after ? (before ? 'MODIFY' : 'INSERT') : 'REMOVE',
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(now / 1000),
        Keys: { pk: { S: pk } },
        ...(NewImage && { NewImage }),
        ...(OldImage && { OldImage }),
        SequenceNumber: String(sequence).padStart(12, '0'),
      },
      ...(byTimeToLive && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
    };
  };
}

function shardOf(record: DynamoDBRecord): number {
  const pk = record.dynamodb?.Keys?.['pk']?.S ?? '';
  let sum = 0;
  for (let at = 0; at < pk.length; at++) sum += pk.charCodeAt(at);
  return sum % SHARDS;
}

type Failures = { batchItemFailures?: { itemIdentifier: string }[] };

/** The record from which the function wants a retry: undefined if it processed all. */
function firstFailed(outcome: Outcome, batch: DynamoDBRecord[]): number | undefined {
  if (outcome.kind !== 'answered') return 0;
  // A stream function's answer is this, or nothing.
  const failed = ((outcome.answer ?? {}) as Failures).batchItemFailures ?? [];
  const places = failed.map(({ itemIdentifier }) =>
    batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
  );
  return places.length > 0 ? Math.max(0, Math.min(...places)) : undefined;
}

/** One reader of the table's stream: in order for each item, at least once, with Lambda's repeats. */
export function createStreamReader(surroundings: StreamSurroundings) {
  const { scheduler, dice, tries, matches, invoke, comesAgain, setAside } = surroundings;
  const shards = Array.from({ length: SHARDS }, () => ({
    waiting: [] as DynamoDBRecord[],
    isBusy: false,
    failures: 0,
    most: 10,
  }));
  type Shard = (typeof shards)[number];

  function poll(shard: Shard, afterMs: number): void {
    if (shard.isBusy || shard.waiting.length === 0) return;
    shard.isBusy = true;
    scheduler.after(afterMs, 'stream', () => {
      const batch = shard.waiting.slice(0, Math.min(shard.most, dice.between(1, 10)));
      invoke(batch, (outcome) => finish(shard, batch, outcome));
    });
  }

  function finish(shard: Shard, batch: DynamoDBRecord[], outcome: Outcome): void {
    const failedAt = firstFailed(outcome, batch);
    shard.isBusy = false;
    if (failedAt === undefined && !comesAgain()) {
      shard.waiting.splice(0, batch.length);
      shard.failures = 0;
      shard.most = 10;
      poll(shard, dice.between(1, 300));
      return;
    }
    shard.waiting.splice(0, failedAt ?? 0);
    shard.failures = failedAt ? 0 : shard.failures + 1;
    // A batch that fails as a whole is halved until the failing record is alone.
    if (outcome.kind !== 'answered') shard.most = Math.max(1, Math.floor(batch.length / 2));
    if (shard.failures >= tries) {
      setAside(shard.waiting.splice(0, shard.most));
      shard.failures = 0;
    }
    poll(shard, Math.min(LONGEST_RETRY_MS, 100 * 2 ** shard.failures));
  }

  return {
    add(record: DynamoDBRecord): void {
      const shard = shards[shardOf(record)];
      if (!shard || !matches(record)) return;
      shard.waiting.push(record);
      poll(shard, dice.between(20, 400));
    },
  };
}
