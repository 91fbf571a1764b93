import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Instant } from '../../domain/time/instant.ts';
import { DUE_SHARDS } from './keys.ts';
import { ifConditionHeld, type Table } from './table.ts';

/** An item that waits, as the index shows it: `dueAt` is the claim whoever works on it must find unchanged. */
export const DueItem = z.object({ pk: z.string(), duePartition: z.string(), dueAt: Instant });
export type DueItem = z.infer<typeof DueItem>;

async function queryShard(table: Table, shard: number, now: Instant, limit: number): Promise<DueItem[]> {
  const query = new QueryCommand({
    TableName: table.name,
    IndexName: 'due',
    KeyConditionExpression: 'duePartition = :shard AND dueAt <= :now',
    ExpressionAttributeValues: { ':shard': `due#${shard}`, ':now': now },
    Limit: limit,
  });
  const { Items = [] } = await table.client.send(query);
  return Items.map((item) => DueItem.parse(item));
}

/** What is due by `now`, oldest first, at most `limit` from each shard. The index may lag: claim before working. */
export async function findDue(table: Table, now: Instant, limit: number): Promise<DueItem[]> {
  const shards = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) => queryShard(table, shard, now, limit)),
  );
  return shards.flat().sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
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
  return (await ifConditionHeld(table.client.send(update))) ? { ...item, dueAt: until } : undefined;
}

/** The item waits for nothing any more, nor for another attempt; `false` if somebody else was faster. */
export async function settleDue(table: Table, item: DueItem): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: { pk: item.pk },
    UpdateExpression: 'REMOVE duePartition, dueAt, retryAt, nextCarrier',
    ConditionExpression: STILL_DUE,
    ExpressionAttributeValues: { ':seen': item.dueAt },
  });
  return (await ifConditionHeld(table.client.send(update))) !== undefined;
}
