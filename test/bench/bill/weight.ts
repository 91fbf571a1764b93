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

export const NOTHING: Weight = { items: 0, indexes: 0 };

export const plus = (one: Weight, other: Weight, times = 1): Weight => ({
  items: one.items + other.items * times,
  indexes: one.indexes + other.indexes * times,
});
export const minus = (one: Weight, other: Weight): Weight => plus(one, other, -1);

/** What the table holds: the names by which customers are found, and all else. */
export type Weights = { names: Weight; others: Weight };

const Stored = z.looseObject({
  type: z.optional(z.string()),
  expiresAt: z.optional(z.number()),
  dueAt: z.optional(z.iso.datetime()),
});

const table = stackTable();

type Attributes = Parameters<typeof itemBytes>[0];

const monthsUntil = (at: number): number => Math.max(0, at - Date.now()) / MONTH_MS;

/** What an item weighs in all indexes that it is in. It leaves the one of what is due when that is done. */
function weightInIndexes(item: Attributes, months: number, monthsDue: number): number {
  return table.indexes
    .filter((index) => keyNames(index).every((name) => name in item))
    .map((index) => {
      const carried = index.projection.type === 'INCLUDE' ? index.projection.attributes : [];
      const names = new Set([...keyNames(table), ...keyNames(index), ...carried]);
      const entry = Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
      return (OVERHEAD_BYTES + itemBytes(entry)) * (index.name === 'due' ? monthsDue : months);
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** What the table holds, weighed by how long it stays. Items that never expire do not follow the bookings, and are left out. */
export async function weigh({ database, tableName }: Pick<Booking, 'database' | 'tableName'>): Promise<Weights> {
  const weights: Weights = { names: NOTHING, others: NOTHING };
  for await (const { Items = [] } of paginateScan({ client: database }, { TableName: tableName })) {
    for (const stored of Items) {
      const { type, expiresAt, dueAt } = Stored.parse(stored);
      if (expiresAt === undefined) continue;
      const months = monthsUntil(expiresAt * 1000);
      const monthsDue = dueAt === undefined ? 0 : monthsUntil(Date.parse(dueAt));
      // The wire's own form, which the types of AWS's two packages name in different ways.
      const item = marshall(stored, { removeUndefinedValues: true }) as Attributes;
      const kind = type === 'name' ? 'names' : 'others';
      weights[kind] = plus(weights[kind], {
        items: (OVERHEAD_BYTES + itemBytes(item)) * months,
        indexes: weightInIndexes(item, months, monthsDue),
      });
    }
  }
  return weights;
}
