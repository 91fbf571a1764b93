import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Instant, later } from '../../domain/time/instant.ts';
import type { TimeSpan } from '../../domain/time/time-span.ts';
import { unpacked } from './packed.ts';
import type { Table } from './table.ts';

/** The indexes that lists are read from, each partition in the order of time. */
const INDEXES = {
  agenda: { partition: 'agendaMonth', time: 'startsAt' },
  customer: { partition: 'customer', time: 'createdAt' },
  worklist: { partition: 'worklistDay', time: 'worklistAt' },
} as const;
type ListIndex = keyof typeof INDEXES;

/** An item's place in an index. Reading continues after it, even if items were added or removed meanwhile. */
export const Position = z.object({ partition: z.string(), at: Instant, pk: z.string() });
export type Position = z.infer<typeof Position>;

/** A part of one partition. */
export type PartitionRange = { partition: string } & TimeSpan;

export const ALL_TIME: TimeSpan = {
  from: Instant.parse('0000-01-01T00:00:00.000Z'),
  to: Instant.parse('9999-12-31T23:59:59.999Z'),
};

export type Row<Item> = { position: Position; item: Item };
type IndexedItem = Record<string, unknown>;

/** As many rows as were asked for, if there are so many, and whether there are more after them. */
export type Page<Item> = { rows: Row<Item>[]; hasMore: boolean };
export type PageRequest = { limit: number; after: Position | undefined };

export type Order = 'oldest-first' | 'newest-first';
type IndexRead = {
  index: ListIndex;
  order: Order;
  /** Only items whose key begins like this. */
  pkPrefix?: string;
};

function rowOf(index: ListIndex, item: IndexedItem): Row<IndexedItem> {
  const { partition, time } = INDEXES[index];
  return { position: Position.parse({ partition: item[partition], at: item[time], pk: item['pk'] }), item };
}

function startKey(index: ListIndex, after: Position | undefined): QueryCommandInput['ExclusiveStartKey'] {
  const { partition, time } = INDEXES[index];
  return after && { pk: after.pk, [partition]: after.partition, [time]: after.at };
}

/** Reads a range, or its rest after a position, up to `count` rows. */
export async function readRange(
  table: Table,
  { index, order, pkPrefix }: IndexRead,
  range: PartitionRange & { after?: Position },
  count = Number.POSITIVE_INFINITY,
): Promise<Row<IndexedItem>[]> {
  const rows: Row<IndexedItem>[] = [];
  let from = startKey(index, range.after);
  do {
    const query = new QueryCommand({
      TableName: table.name,
      IndexName: index,
      KeyConditionExpression: '#partition = :partition AND #time BETWEEN :from AND :to',
      ...(pkPrefix && { FilterExpression: 'begins_with(pk, :prefix)' }),
      ExpressionAttributeNames: { '#partition': INDEXES[index].partition, '#time': INDEXES[index].time },
      ExpressionAttributeValues: {
        ':partition': range.partition,
        ':from': range.from,
        ':to': range.to,
        ...(pkPrefix && { ':prefix': pkPrefix }),
      },
      ScanIndexForward: order === 'oldest-first',
      ...(Number.isFinite(count) && { Limit: count }),
      ExclusiveStartKey: from,
    });
    const { Items = [], LastEvaluatedKey } = await table.client.send(query);
    rows.push(...Items.map((item) => rowOf(index, unpacked(item))));
    from = LastEvaluatedKey;
  } while (from && rows.length < count);
  return rows.slice(0, count);
}

/**
 * The rest of a range after a position. Rows of the same time are ordered by their partition's key. A span that begins now
 * leaves positions behind: DynamoDB refuses one outside of the range that it is asked for.
 */
function afterPosition(
  range: PartitionRange,
  after: Position | undefined,
  order: Order,
): (PartitionRange & { after?: Position })[] {
  if (!after) return [range];
  const { from, to } = range;
  const isWithin = range.partition === after.partition && from <= after.at && after.at <= to;
  if (isWithin) return [{ ...range, after }];
  const step = order === 'oldest-first' ? 1 : -1;
  const edge = range.partition > after.partition ? after.at : later(after.at, step);
  const rest = order === 'oldest-first' ? { from: from > edge ? from : edge, to } : { from, to: to < edge ? to : edge };
  return rest.from <= rest.to ? [{ partition: range.partition, ...rest }] : [];
}

function inOrder(order: Order) {
  const sign = order === 'oldest-first' ? 1 : -1;
  return ({ position: one }: Row<unknown>, { position: other }: Row<unknown>): number => {
    if (one.at !== other.at) return one.at < other.at ? -sign : sign;
    if (one.partition !== other.partition) return one.partition < other.partition ? -1 : 1;
    return 0;
  };
}

/**
 * Reads the next page of a list. The ranges of one period are read together and merged by time. Periods are read in
 * order until the page is full.
 */
export async function readPage(
  table: Table,
  reading: IndexRead,
  periods: PartitionRange[][],
  { limit, after }: PageRequest,
): Promise<Page<IndexedItem>> {
  const rows: Row<IndexedItem>[] = [];
  for (const period of periods) {
    const left = period.flatMap((range) => afterPosition(range, after, reading.order));
    const missing = limit + 1 - rows.length;
    const found = await Promise.all(left.map((range) => readRange(table, reading, range, missing)));
    rows.push(...found.flat().sort(inOrder(reading.order)).slice(0, missing));
    if (rows.length > limit) break;
  }
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}
