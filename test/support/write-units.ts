import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { type IndexDefinition, keyNames, type TableDefinition } from '../../local/table/table-definition.ts';

/** An item as the table's stream shows it. */
export type Image = Record<string, AttributeValue>;

const KILOBYTE = 1024;

const textBytes = (text: string) => Buffer.byteLength(text, 'utf8');

/** A byte for every two significant digits, and one more; at most 21. */
function numberBytes(number: string): number {
  const digits = number
    .replace(/e.*$/i, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.min(21, Math.ceil(digits.length / 2) + 1);
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** Lists and maps have three bytes of their own, and one for each of their members. */
const memberBytes = (members: number[]) => 3 + sum(members.map((bytes) => bytes + 1));

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return textBytes(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return Buffer.from(value.B, 'base64').length;
  if (value.SS) return sum(value.SS.map(textBytes));
  if (value.NS) return sum(value.NS.map(numberBytes));
  if (value.BS) return sum(value.BS.map((bytes) => Buffer.from(bytes, 'base64').length));
  if (value.L) return memberBytes(value.L.map(valueBytes));
  if (value.M)
    return memberBytes(Object.entries(value.M).map(([name, member]) => textBytes(name) + valueBytes(member)));
  return 1;
}

/** An item's size in bytes as DynamoDB counts it: the names of its attributes and their values. */
export const itemBytes = (item: Image): number =>
  sum(Object.entries(item).map(([name, value]) => textBytes(name) + valueBytes(value)));

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
