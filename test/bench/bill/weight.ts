import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { itemBytes } from '../../../local/aws/dynamodb/item-size.ts';
import { keyNames } from '../../../local/aws/dynamodb/table-definition.ts';
import { stackTable } from '../../support/stack-table.ts';
import type { Booking } from '../one-booking.ts';

/** What DynamoDB adds to each item, and to each entry of an index (developerguide/CapacityUnitCalculations.html). */
const OVERHEAD_BYTES = 100;
const MONTH_MS = 30 * 86_400_000;

/** Bytes times the months for which they are kept: of the items, which the backup has as well, and of what is in indexes. */
export type Weight = { items: number; indexes: number };

const NOTHING: Weight = { items: 0, indexes: 0 };
const Stored = z.looseObject({ expiresAt: z.optional(z.number()) });

const table = stackTable();

type Attributes = Parameters<typeof itemBytes>[0];

/** What an item takes in all indexes that it is in. */
function bytesInIndexes(item: Attributes): number {
  return table.indexes
    .filter((index) => keyNames(index).every((name) => name in item))
    .map((index) => {
      const carried = index.projection.type === 'INCLUDE' ? index.projection.attributes : [];
      const names = new Set([...keyNames(table), ...keyNames(index), ...carried]);
      return OVERHEAD_BYTES + itemBytes(Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name))));
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** What the table holds, weighed by how long it stays. Items that never expire do not follow the bookings, and are left out. */
export async function weigh({ database, tableName }: Pick<Booking, 'database' | 'tableName'>): Promise<Weight> {
  let weight = NOTHING;
  for await (const { Items = [] } of paginateScan({ client: database }, { TableName: tableName })) {
    for (const stored of Items) {
      const { expiresAt } = Stored.parse(stored);
      if (expiresAt === undefined) continue;
      const months = (expiresAt * 1000 - Date.now()) / MONTH_MS;
      // The wire's own form, which the types of AWS's two packages name in different ways.
      const item = marshall(stored, { removeUndefinedValues: true }) as Attributes;
      weight = {
        items: weight.items + (OVERHEAD_BYTES + itemBytes(item)) * months,
        indexes: weight.indexes + bytesInIndexes(item) * months,
      };
    }
  }
  return weight;
}
