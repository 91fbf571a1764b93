import { setTimeout as wait } from 'node:timers/promises';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  GetCommand,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { Instant } from '../../domain/time/instant.ts';
import { unpacked } from './packed.ts';
import type { Table } from './table.ts';

/** A batch is answered in part if it is large or the table is busy. So often nothing at all may come before we give up. */
const TRIES = 5;
const PAUSE_MS = 40;

/** DynamoDB reads so many items in one batch at most. */
export const BATCH = 100;

/** Whether a read sees all that was written before it. One that may miss the newest costs half. */
export type Reading = { isConsistent: boolean };
export const CONSISTENT: Reading = { isConsistent: true };
export const NEARLY: Reading = { isConsistent: false };

export type StoredItem = Record<string, unknown>;

/** The item under a key, if there is one. A consistent read, unless the caller says otherwise for half the price. */
export async function readItem(
  table: Table,
  { pk }: { pk: string },
  { isConsistent }: Reading = CONSISTENT,
): Promise<StoredItem | undefined> {
  const get = new GetCommand({ TableName: table.name, Key: { pk }, ConsistentRead: isConsistent });
  const { Item } = await table.client.send(get);
  return Item && unpacked(Item);
}

/** The same, read by its schema. */
export async function readAs<T>(
  table: Table,
  key: { pk: string },
  schema: z.ZodMiniType<T>,
  reading = CONSISTENT,
): Promise<T | undefined> {
  const item = await readItem(table, key, reading);
  return item && schema.parse(item);
}

/**
 * Those of at most 100 items that are in the table, by their `pk`; DynamoDB refuses a batch that names one twice, which a
 * list does whose items move while it is read. Consistent reads, unless the caller says otherwise for half the price: an
 * index may know an item that another copy of the table does not have yet. Throws a `TimeoutError` if the table hands nothing out for a while.
 */
export async function readItems(
  table: Table,
  pks: string[],
  { isConsistent }: Reading = CONSISTENT,
): Promise<Map<string, StoredItem>> {
  const found = new Map<string, StoredItem>();
  if (pks.length === 0) return found;
  const Keys = [...new Set(pks)].map((pk) => ({ pk }));
  let asked: BatchGetCommandInput['RequestItems'] = { [table.name]: { Keys, ConsistentRead: isConsistent } };
  let inVain = 0;
  for (;;) {
    const batch = new BatchGetCommand({ RequestItems: asked });
    const { Responses, UnprocessedKeys }: BatchGetCommandOutput = await table.client.send(batch);
    const items = Responses?.[table.name] ?? [];
    for (const item of items) found.set(String(item['pk']), unpacked(item));
    if (!UnprocessedKeys?.[table.name]) return found;
    asked = UnprocessedKeys;
    inVain = items.length > 0 ? 0 : inVain + 1;
    if (inVain === TRIES) throw new DOMException('The table hands out no items.', 'TimeoutError');
    await wait(inVain * PAUSE_MS * (0.5 + Math.random()));
  }
}

/** The same list in parts of at most so many. */
export const chunksOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Batches that are read at the same time. */
const CONCURRENT_BATCHES = 4;

/** The same of as many as are asked for. */
export async function readManyItems(
  table: Table,
  pks: readonly string[],
  reading = CONSISTENT,
): Promise<Map<string, StoredItem>> {
  const left = [...new Set(pks)];
  const found = new Map<string, StoredItem>();
  while (left.length > 0) {
    const batches = Array.from({ length: CONCURRENT_BATCHES }, () => left.splice(0, BATCH));
    for (const items of await Promise.all(batches.map((batch) => readItems(table, batch, reading)))) {
      for (const [pk, item] of items) found.set(pk, item);
    }
  }
  return found;
}

/**
 * The part of an update that sets an item's type and identity, for items that the first writer creates. `id` holds the
 * attributes that name it, beside its key.
 */
export function identity(table: Table, type: string, now: Instant, id: Record<string, string> = {}) {
  const names = Object.keys(id);
  return {
    set: [
      'SET #type = :type, channelId = :channelId, createdAt = if_not_exists(createdAt, :now)',
      ...names.map((name) => `${name} = :${name}`),
    ].join(', '),
    names: { '#type': 'type' },
    values: {
      ':type': type,
      ':channelId': table.channelId,
      ':now': now,
      ...Object.fromEntries(names.map((name) => [`:${name}`, id[name]])),
    },
  };
}
