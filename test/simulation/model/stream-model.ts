import { marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type { EventMatcher } from '../../../local/events/event-pattern.ts';
import type { Dice } from '../engine/dice.ts';
import type { Outcome } from '../engine/lambda.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { Item } from './expressions.ts';
import type { Change } from './table-model.ts';

export type StreamSurroundings = {
  scheduler: Scheduler;
  dice: Dice;
  /** How often a batch is tried before it is set aside. */
  tries: number;
  matches: EventMatcher;
  /** Gives a batch to the function. */
  invoke(records: DynamoDBRecord[], done: (outcome: Outcome) => void): void;
  /** Whether a batch that was dealt with comes once more. */
  comesAgain(): boolean;
  setAside(records: DynamoDBRecord[]): void;
};

const SHARDS = 2;
const LONGEST_RETRY_MS = 60_000;

/** Items are replaced, not changed: what one write left is what the next one found. */
const images = new WeakMap<Item, Record<string, AttributeValue>>();

function imageOf(item: Item | undefined): Record<string, AttributeValue> | undefined {
  if (!item) return undefined;
  // Two packages describe the same wire format; `marshall` names only the stricter one.
  const image = images.get(item) ?? (marshall(item) as Record<string, AttributeValue>);
  images.set(item, image);
  return image;
}

/** A change as the stream tells it. */
export function recordOf({ pk, before, after, byTimeToLive }: Change, sequence: number, now: number): DynamoDBRecord {
  const [NewImage, OldImage] = [imageOf(after), imageOf(before)];
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
}

function shardOf(record: DynamoDBRecord): number {
  const pk = record.dynamodb?.Keys?.['pk']?.S ?? '';
  let sum = 0;
  for (let at = 0; at < pk.length; at++) sum += pk.charCodeAt(at);
  return sum % SHARDS;
}

type Failures = { batchItemFailures?: { itemIdentifier: string }[] };

/** Where the function wants to be given records from again: none if it dealt with all. */
function firstFailed(outcome: Outcome, batch: DynamoDBRecord[]): number | undefined {
  if (outcome.kind !== 'answered') return 0;
  // What a stream's function answers is this, or nothing.
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
    // A batch that fails as a whole is halved until the poisoned record is alone.
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
