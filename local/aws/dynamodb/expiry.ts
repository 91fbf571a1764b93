import type { ExpiryIndex } from './expiry-index.ts';
import type { ItemWrites } from './item-writes.ts';
import type { Item } from './stream-record.ts';
import type { TableDefinition } from './table-definition.ts';

/** Deletes items whose time is over, as DynamoDB's time to live does. */
export type Expiry = {
  /** Deletes what is past now; gives how many items went. Throws once stopped. */
  expireNow(): Promise<number>;
  /** Ends the sweeps that run by themselves, the one under way included. */
  stop(): Promise<void>;
};

export type ExpiryOptions = { definition: TableDefinition; index: ExpiryIndex; writes: ItemWrites; now: () => Date };

/** DynamoDB takes up to days; here somebody is watching. */
const SWEEP_EVERY_MS = 5_000;
const PAGE_SIZE = 100;

/** Starts deleting expired items every few seconds. */
export function startExpiry({ definition, index, writes, now }: ExpiryOptions): Expiry {
  const { tableName, ttlAttribute } = definition;
  let sweep: Promise<number> | undefined;
  let isStopped = false;

  /** Whether the item was still there and still past its time. */
  async function expire(keys: Item, at: Date): Promise<boolean> {
    const body = JSON.stringify({
      TableName: tableName,
      Key: keys,
      ConditionExpression: '#expiry < :now',
      ExpressionAttributeNames: { '#expiry': ttlAttribute },
      ExpressionAttributeValues: { ':now': { N: String(at.getTime() / 1000) } },
    });
    const { status } = await writes.make({ operation: 'DeleteItem', body, keys: [keys] }, { byTimeToLive: true });
    return status === 200;
  }

  async function sweepAll(): Promise<number> {
    const at = now();
    let expired = 0;
    let after: string | undefined;
    do {
      const page = await index.past(at, after, PAGE_SIZE);
      const outcomes = await Promise.all(page.map(({ keys }) => expire(keys, at)));
      expired += outcomes.filter(Boolean).length;
      after = page.at(-1)?.place;
    } while (after !== undefined);
    return expired;
  }

  async function expireNow(): Promise<number> {
    // A sweep under way may have begun before the clock was moved.
    while (sweep !== undefined) await sweep.catch(() => undefined);
    if (isStopped) throw new Error('The table is closed.');
    sweep = sweepAll().finally(() => {
      sweep = undefined;
    });
    return sweep;
  }

  const timer = setInterval(() => {
    if (sweep !== undefined) return;
    expireNow().catch((error: Error) => console.error(`Expired items could not be deleted: ${error.message}`));
  }, SWEEP_EVERY_MS).unref();

  return {
    expireNow,
    async stop() {
      clearInterval(timer);
      isStopped = true;
      await sweep?.catch(() => undefined);
    },
  };
}
