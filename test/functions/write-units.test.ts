import { describe, expect, it } from 'vitest';
import { itemBytes } from '../../local/aws/dynamodb/item-size.ts';
import type { TableDefinition } from '../../local/aws/dynamodb/table-definition.ts';
import { readUnits } from '../support/read-units.ts';
import { type Image, unitsOf, writeUnits } from '../support/write-units.ts';

const TABLE: TableDefinition = {
  tableName: 'table',
  partitionKey: 'pk',
  attributeTypes: { pk: 'S', day: 'S', at: 'S' },
  indexes: [
    { name: 'keys', partitionKey: 'day', sortKey: 'at', projection: { type: 'KEYS_ONLY' } },
    { name: 'some', partitionKey: 'day', projection: { type: 'INCLUDE', attributes: ['note'] } },
  ],
};

const text = (S: string) => ({ S });
const item = (more: Record<string, string>): Image =>
  Object.fromEntries(Object.entries({ pk: 'one', ...more }).map(([name, value]) => [name, text(value)]));
const PLAIN = item({});
const INDEXED = item({ day: 'monday', at: '10:00' });

describe("an item's size", () => {
  it.each<[string, Image, number]>([
    ['names and texts in UTF-8', { pk: { S: 'zoë' } }, 2 + 4],
    ['a number by its digits', { n: { N: '1795341600' } }, 1 + 4 + 1],
    ['a negative fraction', { n: { N: '-0.00125' } }, 1 + 2 + 1],
    ['nothing and truth as one byte', { a: { NULL: true }, b: { BOOL: false } }, 4],
    ['bytes as they are', { b: { B: Buffer.from('four').toString('base64') } }, 1 + 4],
    ['a set by its members', { s: { SS: ['ab', 'cde'] } }, 1 + 5],
    ['a list with its overhead', { l: { L: [{ S: 'ab' }, { S: 'c' }] } }, 1 + 3 + 2 + 3],
    ['a map within a map', { m: { M: { a: { M: { b: { S: 'cd' } } } } } }, 1 + 3 + (1 + 1) + 3 + (1 + 1 + 2)],
  ])('counts %s', (_, image, bytes) => {
    expect(itemBytes(image)).toBe(bytes);
  });
});

describe('the units of a write', () => {
  it.each<[string, Image | undefined, Image | undefined, Record<string, number>]>([
    ['a small new item', undefined, PLAIN, { table: 1 }],
    ['an item of exactly 1 KB', undefined, item({ x: '-'.repeat(1024 - 6) }), { table: 1 }],
    ['a byte more', undefined, item({ x: '-'.repeat(1024 - 5) }), { table: 2 }],
    ['a large item that shrinks', item({ x: '-'.repeat(3000) }), PLAIN, { table: 3 }],
    ['a large item that goes', item({ x: '-'.repeat(3000) }), undefined, { table: 3 }],
    ['one that enters the indexes', PLAIN, INDEXED, { table: 1, keys: 1, some: 1 }],
    ['one that leaves them', INDEXED, PLAIN, { table: 1, keys: 1, some: 1 }],
    ['one that has half the keys', PLAIN, item({ day: 'monday' }), { table: 1, some: 1 }],
    ['one that moves in one of them', INDEXED, item({ day: 'monday', at: '11:00' }), { table: 1, keys: 2 }],
    ['one that moves in both', INDEXED, item({ day: 'friday', at: '10:00' }), { table: 1, keys: 2, some: 2 }],
    ['a change that one carries', INDEXED, item({ day: 'monday', at: '10:00', note: 'x' }), { table: 1, some: 1 }],
    ['a change that none carries', INDEXED, item({ day: 'monday', at: '10:00', x: 'y' }), { table: 1 }],
    [
      'a large entry that moves',
      item({ day: 'monday', note: '-'.repeat(1500) }),
      item({ day: 'friday', note: 'x' }),
      { table: 2, some: 3 },
    ],
  ])('%s', (_, before, after, units) => {
    expect(writeUnits(TABLE, before, after)).toEqual(units);
  });
});

describe('the units of a transaction', () => {
  const record = (OldImage: Image | undefined, NewImage: Image) => ({
    dynamodb: { Keys: { pk: text(NewImage['pk']?.S ?? '') }, ...(OldImage && { OldImage }), NewImage },
  });
  const large = item({ day: 'monday', x: '-'.repeat(2500) });
  const records = [record(undefined, large), record(PLAIN, { ...PLAIN, pk: text('two') })];
  const transaction = (...TransactItems: object[]) => ({
    operation: 'TransactWriteItems',
    request: { TransactItems },
    answer: {},
  });

  it.each<[string, ReturnType<typeof transaction>[], number]>([
    ['are those of single writes where there is none', [], 3 + 1 + 1],
    ['count its items twice, and their places in the indexes once', [transaction({ Put: { Item: large } })], 6 + 1 + 1],
    [
      'count what it checks, too',
      [transaction({ Update: { Key: { pk: text('two') } } }, { ConditionCheck: { Key: { pk: text('three') } } })],
      3 + 1 + 2 + 2,
    ],
  ])('%s', (_, calls, units) => {
    expect(unitsOf(TABLE, records, calls)).toBe(units);
  });
});

describe('the units of a read', () => {
  const large = item({ x: '-'.repeat(5000) });
  const consistent = { ConsistentRead: true };
  const batch = { RequestItems: { table: { Keys: [1, 2, 3], ...consistent } } };
  it.each<[string, string, object, object, number]>([
    ['an item that may be a little old', 'GetItem', {}, { Item: PLAIN }, 0.5],
    ['an item as it is now', 'GetItem', consistent, { Item: PLAIN }, 1],
    ['an item of more than 4 KB', 'GetItem', consistent, { Item: large }, 2],
    ['an item that is not there', 'GetItem', {}, {}, 0.5],
    ['what a query finds, all together', 'Query', {}, { Items: [PLAIN, PLAIN, large] }, 1],
    ['a query that finds nothing', 'Query', {}, { Items: [] }, 0.5],
    ['a batch, each by itself', 'BatchGetItem', batch, { Responses: { table: [PLAIN, large] } }, 4],
    ['a write', 'UpdateItem', {}, {}, 0],
  ])('%s', (_, operation, request, answer, units) => {
    expect(readUnits({ operation, request, answer })).toBe(units);
  });
});
