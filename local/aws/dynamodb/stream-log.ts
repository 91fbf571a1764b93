import { randomUUID } from 'node:crypto';
import { type CommitQueue, createCommitQueue, type Operation } from './commit-queue.ts';
import { countReadable, type Database, DatabaseDamaged } from './database.ts';
import type { RequestToken } from './request-tokens.ts';
import { placeOf, sequenceNumberAt } from './sequence-number.ts';
import { type Change, type Item, type StreamSource, streamRecord } from './stream-record.ts';
import { checkpointsIn, createTableStream, recordsIn, type StreamBounds, type TableStream } from './table-stream.ts';
import type { WriteOperation } from './write-request.ts';

/** A write that is about to be made: enough to find out after a kill whether it was, and to finish it. */
export type WriteIntent = {
  operation: WriteOperation;
  body: string;
  byTimeToLive: boolean;
  /** The items it may change, as they were before. */
  items: { keys: Item; before?: Item | undefined }[];
};

/** A transaction whose conditions all held: from here on it happens, whatever becomes of this process. */
export type TransactionIntent = {
  operation: 'TransactWriteItems';
  /** The items it changes, as they were and as they will be. */
  items: { keys: Item; before?: Item | undefined; after?: Item | undefined }[];
  token?: RequestToken | undefined;
};

export type Intent = WriteIntent | TransactionIntent;

/** The durable log from which the stream is read. */
export type StreamLog = {
  stream: TableStream;
  /** Notes a write before it is made. Gives the id to close it with; nothing is noted, and no id given, in memory. */
  begin(intent: Intent): Promise<string | undefined>;
  /**
   * Appends one record per change, in this order, closes the write's intent, and does what else is given, all at once
   * or not at all.
   */
  append(changes: Change[], intentId: string | undefined, more?: Operation[]): Promise<void>;
  /** The writes that were begun and not closed when the process before this one was killed. */
  openIntents(): Promise<[id: string, intent: Intent][]>;
  /** How many items the table holds by the log's account. */
  itemCount(): number;
  close(): Promise<void>;
};

export type StreamLogOptions = {
  database: Database;
  /** Whether the database outlives the process. */
  isDurable: boolean;
  source: StreamSource;
  now: () => Date;
  /** What else is to be written together with a change's record. */
  alongWith: (change: Change) => Operation[];
};

/** Opens the log. Throws `DatabaseDamaged` if records are missing from it or cannot be read. */
export async function openStreamLog(options: StreamLogOptions): Promise<StreamLog> {
  const { database, isDurable, source, now, alongWith } = options;
  const records = recordsIn(database);
  const intents = database.sublevel<string, Intent>('intents', { valueEncoding: 'json' });
  const counts = database.sublevel<string, number>('counts', { valueEncoding: 'json' });

  const bounds = await findBounds(database);
  const stream = createTableStream(database, bounds);
  const queue: CommitQueue = createCommitQueue(database);
  let place = bounds.newest;
  let itemCount = (await counts.get('items')) ?? 0;

  /** Gives the change its place in the stream. The queue keeps the order in which places were given. */
  function recordChange(change: Change): Operation[] {
    place += 1;
    itemCount += Number(Boolean(change.after)) - Number(Boolean(change.before));
    const key = sequenceNumberAt(place);
    const value = streamRecord(change, source, key, now());
    return [{ type: 'put', sublevel: records, key, value }, ...alongWith(change)];
  }

  return {
    stream,
    async begin(intent) {
      if (!isDurable) return undefined;
      const id = randomUUID();
      await queue.commit([{ type: 'put', sublevel: intents, key: id, value: intent }]);
      return id;
    },
    async append(changes, intentId, more = []) {
      const operations = [...changes.flatMap(recordChange), ...more];
      const newest = place;
      if (changes.length > 0) operations.push({ type: 'put', sublevel: counts, key: 'items', value: itemCount });
      if (intentId !== undefined) operations.push({ type: 'del', sublevel: intents, key: intentId });
      if (operations.length === 0) return;
      await queue.commit(operations);
      stream.announce(newest);
    },
    openIntents: () => intents.iterator().all(),
    itemCount: () => itemCount,
    async close() {
      await queue.settled();
      await database.close();
    },
  };
}

async function findBounds(database: Database): Promise<StreamBounds> {
  await countReadable(database, '');
  const positions = (await checkpointsIn(database).values().all()).map(placeOf);
  const passed = positions.length > 0 ? Math.min(...positions) : 0;
  const [first, last] = await kept(database);
  if (first !== undefined && first > passed + 1)
    throw new DatabaseDamaged(`record ${passed + 1} of the stream is missing`);
  return { newest: Math.max(last ?? 0, ...positions), dropped: first === undefined ? passed : first - 1 };
}

/** The places of the first and the last record kept, all those between them being there. */
async function kept(database: Database): Promise<[first?: number, last?: number]> {
  let first: number | undefined;
  let last: number | undefined;
  for await (const key of recordsIn(database).keys()) {
    const place = placeOf(key);
    if (last !== undefined && place !== last + 1)
      throw new DatabaseDamaged(`record ${last + 1} of the stream is missing`);
    first ??= place;
    last = place;
  }
  return first === undefined || last === undefined ? [] : [first, last];
}
