import { marshall } from '@aws-sdk/util-dynamodb';
import { itemFault } from '../../../local/aws/dynamodb/item-rules.ts';
import type { Item } from './expressions.ts';
import { INDEXES } from './indexes.ts';

const TABLE = {
  tableName: 'table',
  partitionKey: 'pk',
  attributeTypes: {},
  indexes: Object.entries(INDEXES).map(([name, { partition, sort }]) => ({
    name,
    partitionKey: partition,
    sortKey: sort,
    projection: { type: 'ALL' as const },
  })),
};

/** An item whose texts have so few characters breaks no rule: most need no closer look. */
const SMALL_CHARACTERS = 100_000;
const SMALL_TEXT = 500;

function charactersIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 10;
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Set) return charactersIn([...value]);
  let sum = 0;
  // All of them are plain, so `in` finds nothing inherited.
  for (const name in value) sum += name.length + charactersIn((value as Item)[name]);
  return sum;
}

/** Why the service would not take an item of this size, or with keys of this size, or `undefined`. */
export function sizeFault(item: Item): string | undefined {
  const isLong = (value: unknown) => typeof value === 'string' && value.length > SMALL_TEXT;
  if (charactersIn(item) < SMALL_CHARACTERS && !Object.values(item).some(isLong)) return undefined;
  const image = marshall(item, { removeUndefinedValues: true });
  // Two packages describe the same wire format.
  return itemFault(image as Parameters<typeof itemFault>[0], TABLE);
}
