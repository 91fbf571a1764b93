import type { AttributeValue } from 'aws-lambda';
import { ITEM_LIMIT_BYTES, itemBytes } from './item-size.ts';
import type { Item } from './stream-record.ts';
import type { TableDefinition } from './table-definition.ts';

/**
 * What DynamoDB refuses in an item and the embedded engine would take: it counts characters, and looks at no key's
 * length. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html, read in November 2026.
 */
const PARTITION_KEY_BYTES = 2_048;
const SORT_KEY_BYTES = 1_024;
const LEVELS = 32;
const MOST_DIGITS = 38;
const LARGEST = 1e126;

const INVALID = 'One or more parameter values were invalid:';

type KeyRule = { name: string; limit: number; of: string; index?: string };

function keyRules(definition: TableDefinition): KeyRule[] {
  return [definition, ...definition.indexes].flatMap((keyed): KeyRule[] => {
    const index = 'name' in keyed ? { index: keyed.name } : {};
    const { partitionKey, sortKey } = keyed;
    const partition = { name: partitionKey, limit: PARTITION_KEY_BYTES, of: 'hashkey', ...index };
    return sortKey === undefined
      ? [partition]
      : [partition, { name: sortKey, limit: SORT_KEY_BYTES, of: 'range key', ...index }];
  });
}

function keyFault(item: Item, { name, limit, of, index }: KeyRule): string | undefined {
  const value = item[name];
  const bytes =
    value && (value.S !== undefined ? Buffer.byteLength(value.S) : Buffer.from(value.B ?? '-', 'base64').length);
  if (bytes === undefined) return undefined;
  const where = index === undefined ? '' : ` IndexName: ${index}`;
  if (value?.S === '') return `${INVALID} An empty string value is not supported as a key. Key: ${name}${where}`;
  return bytes > limit
    ? `${INVALID} Size of ${of} has exceeded the maximum size limit of ${limit} bytes${where}`
    : undefined;
}

const isImpossibleNumber = (number: string): boolean => {
  const digits = number
    .replace(/e.*$/i, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+|0+$/g, '');
  return digits.length > MOST_DIGITS || Math.abs(Number(number)) >= LARGEST;
};

function valueFault(value: AttributeValue, level: number): string | undefined {
  if (level > LEVELS) return 'Nesting Levels have exceeded supported limits';
  const numbers = [...(value.N === undefined ? [] : [value.N]), ...(value.NS ?? [])];
  if (numbers.some(isImpossibleNumber))
    return 'Number overflow. Attempting to store a number outside the supported range';
  return firstFault(value.L ?? Object.values(value.M ?? {}), (member) => valueFault(member, level + 1));
}

function firstFault<T>(all: readonly T[], faultIn: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const fault = faultIn(one);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Why DynamoDB would not take an item, in its own words, or `undefined`. */
export const itemFault = (item: Item, definition: TableDefinition): string | undefined =>
  firstFault(keyRules(definition), (rule) => keyFault(item, rule)) ??
  firstFault(Object.values(item), (value) => valueFault(value, 1)) ??
  (itemBytes(item) > ITEM_LIMIT_BYTES ? 'Item size has exceeded the maximum allowed size' : undefined);

/** The same of an item as an update would leave it. */
export const updatedItemFault = (item: Item, definition: TableDefinition): string | undefined =>
  itemFault(item, definition)?.replace('Item size has', 'Item size to update has');

/** Whether an update that brings in these values may make an item break a rule: then its outcome is worth a look. */
export function mayBreakRules(
  before: Item | undefined,
  values: Record<string, AttributeValue>,
  bytes: number,
): boolean {
  const isOdd = ({ S, N, NS }: AttributeValue) =>
    S === '' || (S !== undefined && Buffer.byteLength(S) > SORT_KEY_BYTES) || [N ?? '0', ...(NS ?? [])].some(isHuge);
  const isLarge = itemBytes(before ?? {}) + bytes > ITEM_LIMIT_BYTES;
  return isLarge || Object.values(values).some((value) => isOdd(value) || valueFault(value, LEVELS / 2) !== undefined);
}

const isHuge = (number: string): boolean => Math.abs(Number(number)) >= LARGEST / 1_000 || number.length > MOST_DIGITS;
