import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { itemBytes } from '../../local/aws/dynamodb/item-size.ts';
import { type IndexDefinition, keyNames, type TableDefinition } from '../../local/aws/dynamodb/table-definition.ts';
import type { TableCall } from './counted-line.ts';

/** An item as the table's stream shows it. */
export type Image = Record<string, AttributeValue>;

const KILOBYTE = 1024;

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

const unitsFor = (...items: (Image | undefined)[]) =>
  Math.max(1, ...items.map((item) => Math.ceil(itemBytes(item ?? {}) / KILOBYTE)));

/** An item's attributes in an index; undefined if it lacks one of the index's keys. */
function entryIn(index: IndexDefinition, table: TableDefinition, item: Image | undefined): Image | undefined {
  if (!item || !keyNames(index).every((name) => name in item)) return undefined;
  if (index.projection.type === 'ALL') return item;
  const included = index.projection.type === 'INCLUDE' ? index.projection.attributes : [];
  const names = new Set([...keyNames(table), ...keyNames(index), ...included]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

function indexUnits(
  index: IndexDefinition,
  table: TableDefinition,
  before: Image | undefined,
  after: Image | undefined,
) {
  const [was, is] = [entryIn(index, table, before), entryIn(index, table, after)];
  if (isDeepStrictEqual(was, is)) return 0;
  if (!was || !is) return unitsFor(was ?? is);
  const moved = keyNames(index).some((name) => !isDeepStrictEqual(was[name], is[name]));
  return moved ? unitsFor(was) + unitsFor(is) : unitsFor(was, is);
}

/**
 * The write units of one write that took effect, by the images of its item before and after. The rules are AWS's: a
 * unit for each begun KB of the larger image; in each index one write if its entry appears, disappears or changes, two
 * if one of the entry's keys changes, none if the entry stays as it is.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html (capacity units),
 * CapacityUnitCalculations.html (sizes) and GSI.html (index writes), read in November 2026.
 */
export function writeUnits(
  table: TableDefinition,
  before: Image | undefined,
  after: Image | undefined,
): Record<string, number> {
  const ofIndexes = table.indexes.map((index) => [index.name, indexUnits(index, table, before, after)] as const);
  return { table: unitsFor(before, after), ...Object.fromEntries(ofIndexes.filter(([, units]) => units > 0)) };
}

// What a table was asked is made of attribute values; `Image` names them.
const aKey = z.custom<Image>();
const Transaction = z.object({
  TransactItems: z.array(z.record(z.string(), z.object({ Key: z.optional(aKey), Item: z.optional(aKey) }))),
});

/** Which item an action of a transaction names. */
const nameIn = (table: TableDefinition, image: Image = {}) =>
  JSON.stringify(keyNames(table).map((name) => image[name]));

function itemsIn({ request }: TableCall, table: TableDefinition): string[] {
  const actions = Transaction.parse(request).TransactItems.flatMap((action) => Object.values(action));
  return actions.map(({ Key, Item }) => nameIn(table, Key ?? Item));
}

/** The write units of one item's change: of the item itself, and of its places in the indexes. */
export type ItemUnits = {
  type: string;
  isInTransaction: boolean;
  table: number;
  indexes: number;
  byIndex: Record<string, number>;
};

/**
 * The write units of the writes that stream records tell of, item by item; `calls` are those that made them. "DynamoDB
 * performs two underlying reads or writes of every item in the transaction: one to prepare the transaction and one to
 * commit the transaction", its indexes follow once. An item that a transaction only checks leaves no record, and counts
 * as one of a KB.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html, read in November 2026.
 */
export function unitsByItem(table: TableDefinition, records: DynamoDBRecord[], calls: readonly TableCall[]) {
  const transactions = calls.filter(({ operation }) => operation === 'TransactWriteItems');
  const inTransaction = transactions.flatMap((call) => itemsIn(call, table));
  const written = records.map(({ dynamodb: { Keys, OldImage, NewImage } = {} }): ItemUnits => {
    const { table: ofTable = 0, ...ofIndexes } = writeUnits(table, OldImage, NewImage);
    const place = inTransaction.indexOf(nameIn(table, Keys));
    const isInTransaction = place >= 0;
    if (isInTransaction) inTransaction.splice(place, 1);
    return {
      type: (NewImage ?? OldImage)?.['type']?.S ?? '',
      isInTransaction,
      table: ofTable * (isInTransaction ? 2 : 1),
      indexes: sum(Object.values(ofIndexes)),
      byIndex: ofIndexes,
    };
  });
  const checked = inTransaction.map(
    (): ItemUnits => ({ type: '', isInTransaction: true, table: 2, indexes: 0, byIndex: {} }),
  );
  return [...written, ...checked];
}

/** The same for all items together. */
export const unitsOf = (...of: Parameters<typeof unitsByItem>): number =>
  sum(unitsByItem(...of).map(({ table, indexes }) => table + indexes));
