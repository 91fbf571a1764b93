import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Instant, now } from '../../domain/time/instant.ts';
import { DUE_SHARDS, EVERY_DUE_SHARD } from './keys.ts';
import { type Table, wasWritten } from './table.ts';

/** An item that waits, as the index shows it: `dueAt` is the claim whoever works on it must find unchanged. */
export const DueItem = z.object({ pk: z.string(), duePartition: z.string(), dueAt: Instant });
export type DueItem = z.infer<typeof DueItem>;

/** The number of one partition of the due index. */
export const DueShard = z.int().check(z.minimum(0), z.maximum(DUE_SHARDS - 1));
export type DueShard = z.infer<typeof DueShard>;

/** Due items read at a time. An entry of the index is small: a page is a few read units. */
const PAGE = 100;

type Page = { until: Instant; limit: number; after?: DueItem | undefined };

async function queryShard(table: Table, shard: DueShard, { until, limit, after }: Page): Promise<DueItem[]> {
  const query = new QueryCommand({
    TableName: table.name,
    IndexName: 'due',
    KeyConditionExpression: 'duePartition = :shard AND dueAt <= :until',
    ExpressionAttributeValues: { ':shard': `due#${shard}`, ':until': until },
    ExclusiveStartKey: after,
    Limit: limit,
  });
  const { Items = [] } = await table.client.send(query);
  return Items.map((item) => DueItem.parse(item));
}

/**
 * What is due in one shard, oldest first, page by page and as long as there is more, also of what becomes due meanwhile.
 * Never goes back: an item that is still due after it was given is not given again. The index may lag: claim before
 * working.
 */
export async function* dueItems(table: Table, shard: DueShard): AsyncGenerator<DueItem> {
  let after: DueItem | undefined;
  for (;;) {
    const page = await queryShard(table, shard, { until: now(), limit: PAGE, after });
    if (page.length === 0) return;
    yield* page;
    after = page.at(-1);
  }
}

/** When the oldest item of all shards became due, if any is due by `until`. */
export async function oldestDueAt(table: Table, until: Instant): Promise<Instant | undefined> {
  const oldest = await Promise.all(EVERY_DUE_SHARD.map((shard) => queryShard(table, shard, { until, limit: 1 })));
  return oldest
    .flat()
    .map(({ dueAt }) => dueAt)
    .sort()[0];
}

/** The condition under which whoever saw an item due may write: nobody else worked on it since. */
export const STILL_DUE = 'dueAt = :seen';

/** Moves an item's due time, which also claims it until then; `undefined` if somebody else was faster. */
export async function postpone(table: Table, item: DueItem, until: Instant): Promise<DueItem | undefined> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: { pk: item.pk },
    UpdateExpression: 'SET dueAt = :until',
    ConditionExpression: STILL_DUE,
    ExpressionAttributeValues: { ':until': until, ':seen': item.dueAt },
  });
  return (await wasWritten(table.client.send(update))) ? { ...item, dueAt: until } : undefined;
}

/** What an item has while it waits. */
const WAITING = ['duePartition', 'dueAt', 'retryAt', 'nextCarrier'];

/** The item waits for nothing any more, nor for another attempt; `false` if somebody else was faster. */
export async function settleDue(table: Table, item: DueItem): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: { pk: item.pk },
    UpdateExpression: `REMOVE ${WAITING.join(', ')}`,
    ConditionExpression: STILL_DUE,
    ExpressionAttributeValues: { ':seen': item.dueAt },
  });
  return wasWritten(table.client.send(update));
}
