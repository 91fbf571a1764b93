import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { itemBytes } from '../../local/aws/dynamodb/item-size.ts';
import { type IndexDefinition, keyNames, type TableDefinition } from '../../local/aws/dynamodb/table-definition.ts';

/** An item as the table's stream shows it. */
export type Image = Record<string, AttributeValue>;

const KILOBYTE = 1024;

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

const unitsFor = (...items: (Image | undefined)[]) =>
  Math.max(1, ...items.map((item) => Math.ceil(itemBytes(item ?? {}) / KILOBYTE)));

/** What an index holds of an item; nothing of one that lacks one of the index's keys. */
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

/** The write units, of the table and its indexes together, of the writes that stream records tell of. */
export const unitsOf = (table: TableDefinition, records: DynamoDBRecord[]): number =>
  sum(records.flatMap(({ dynamodb }) => Object.values(writeUnits(table, dynamodb?.OldImage, dynamodb?.NewImage))));
