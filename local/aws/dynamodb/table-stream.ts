import { EventEmitter, once } from 'node:events';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Database } from './database.ts';
import { placeOf, sequenceNumberAt } from './sequence-number.ts';

/** The table's stream as its consumers see it: one shard, in the order the writes were made. */
export type TableStream = {
  /** Records after a sequence number (none: from the oldest kept), oldest first, at most `limit`. */
  read(after: string | undefined, limit: number): Promise<DynamoDBRecord[]>;
  /** Resolves when there is something after that sequence number or the signal aborts. */
  waitForMore(after: string | undefined, signal: AbortSignal): Promise<void>;
  /** The consumer's saved position (kept in the data folder when there is one). */
  checkpoint(consumer: string): Promise<string | undefined>;
  /** Saves a consumer's position. Records every consumer with a saved position has passed are dropped. */
  saveCheckpoint(consumer: string, sequenceNumber: string): Promise<void>;
};

/** Where the records are: the newest one, and the last of those that were dropped; places count from 1. */
export type StreamBounds = { newest: number; dropped: number };

export type OwnedStream = TableStream & {
  /** Lets consumers know of the records up to this place. */
  announce(newest: number): void;
};

export const recordsIn = (database: Database) =>
  database.sublevel<string, DynamoDBRecord>('records', { valueEncoding: 'json' });

export const checkpointsIn = (database: Database) =>
  database.sublevel<string, string>('checkpoints', { valueEncoding: 'json' });

export function createTableStream(database: Database, bounds: StreamBounds): OwnedStream {
  const records = recordsIn(database);
  const checkpoints = checkpointsIn(database);
  const arrivals = new EventEmitter();
  let { newest, dropped } = bounds;

  const hasMore = (after: string | undefined) => newest > Math.max(dropped, after === undefined ? 0 : placeOf(after));

  async function dropPassed(): Promise<void> {
    const positions = await checkpoints.values().all();
    const passed = Math.min(...positions.map(placeOf));
    if (passed <= dropped) return;
    dropped = passed;
    await records.clear({ lte: sequenceNumberAt(passed) });
  }

  return {
    read: (after, limit) => records.values({ limit, ...(after !== undefined && { gt: after }) }).all(),

    async waitForMore(after, signal) {
      // An abort ends the wait like an arrival does; the caller looks at its own signal.
      while (!signal.aborted && !hasMore(after)) await once(arrivals, 'record', { signal }).catch(() => undefined);
    },

    checkpoint: (consumer) => checkpoints.get(consumer),

    async saveCheckpoint(consumer, sequenceNumber) {
      // What was dropped cannot be read again, and what has not happened cannot have been passed.
      const place = Math.min(Math.max(placeOf(sequenceNumber), dropped), newest);
      await checkpoints.put(consumer, sequenceNumberAt(place));
      await dropPassed();
    },

    announce(place) {
      newest = Math.max(newest, place);
      arrivals.emit('record');
    },
  };
}
