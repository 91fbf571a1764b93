import * as z from 'zod/mini';
import { Instant } from '../../domain/time/instant.ts';
import { readItem, type StoredItem } from '../table/items.ts';
import type { Table } from '../table/table.ts';

/** The remainder of an item whose customer was erased. It stops late reports from creating the item again. */
export const ErasedItem = z.object({ erasedAt: Instant });
export type ErasedItem = z.infer<typeof ErasedItem>;

/** Whether an item is erased or about to be blanked. */
export const isErased = (item: unknown): item is ErasedItem => 'erasedAt' in Object(item);

/** The item under a key (consistent read); `undefined` if there is none, or its customer was erased. */
export async function readUnlessErased(table: Table, key: { pk: string }): Promise<StoredItem | undefined> {
  const item = await readItem(table, key);
  return isErased(item) ? undefined : item;
}

/** The condition under which an item may be written: its customer was not erased. */
export const NOT_ERASED = 'attribute_not_exists(erasedAt)';

/** The condition for a customer's message of `:at`: it is newer than the last erasure of its address. */
export const SAID_SINCE_ERASURE = '(attribute_not_exists(erasedAt) OR erasedAt < :at)';
