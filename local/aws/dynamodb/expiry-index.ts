import type { Operation } from './commit-queue.ts';
import type { Database } from './database.ts';
import type { Change, Item } from './stream-record.ts';

/** Which items are to be deleted when, in order of time. Kept up to date together with the stream's records. */
export type ExpiryIndex = {
  /** What a change to an item changes in the index. */
  operationsFor(change: Change): Operation[];
  /** Items whose time is over, oldest first, at most `limit`, beginning after the place the last page ended at. */
  past(now: Date, after: string | undefined, limit: number): Promise<{ place: string; keys: Item }[]>;
};

/** DynamoDB leaves alone what expired longer ago than this: such a value is taken for a mistake. */
const OLDEST_MS = 5 * 365 * 24 * 3600 * 1000;

export function createExpiryIndex(database: Database, ttlAttribute: string | undefined): ExpiryIndex {
  const expiries = database.sublevel<string, Item>('expiries', { valueEncoding: 'json' });

  const placeFor = (item: Item | undefined, keys: Item) => {
    const second = ttlAttribute === undefined ? undefined : Number(item?.[ttlAttribute]?.N);
    return second !== undefined && second >= 0 ? `${inOrder(second)} ${JSON.stringify(keys)}` : undefined;
  };

  return {
    operationsFor({ keys, before, after }) {
      const [old, current] = [placeFor(before, keys), placeFor(after, keys)];
      if (old === current) return [];
      const operations: Operation[] = [];
      if (old !== undefined) operations.push({ type: 'del', sublevel: expiries, key: old });
      if (current !== undefined) operations.push({ type: 'put', sublevel: expiries, key: current, value: keys });
      return operations;
    },
    async past(now, after, limit) {
      const from = inOrder((now.getTime() - OLDEST_MS) / 1000);
      const to = inOrder(Math.ceil(now.getTime() / 1000));
      const page = await expiries.iterator({ gt: after ?? from, lt: to, limit }).all();
      return page.map(([place, keys]) => ({ place, keys }));
    },
  };
}

/** A number of seconds as text whose order is the order of time; more than twelve digits are later than any clock. */
const inOrder = (seconds: number): string => String(Math.min(Math.floor(seconds), 1e12)).padStart(13, '0');
