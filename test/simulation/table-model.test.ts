import { isDeepStrictEqual } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTableEngine } from '../../local/aws/dynamodb/table-engine.ts';
import { type Dice, diceFor } from './engine/dice.ts';
import { INDEXES, type IndexName } from './model/indexes.ts';
import { createTableModel } from './model/table-model.ts';

const TableName = inject('table').tableName;
const OPERATIONS = 300;

let engine: Awaited<ReturnType<typeof startTableEngine>>;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  engine = await startTableEngine({ table: inject('table'), now: () => new Date() });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const plain = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials });
  client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
});
afterAll(() => engine.close());

const CONDITIONS = [
  'attribute_not_exists(pk)',
  'attribute_exists(pk)',
  'attribute_not_exists(#fact) OR #fact < :at',
  'attribute_not_exists(#fact) OR #fact <> :at',
  '#fact > :at AND attribute_exists(pk)',
  'revision = :one',
  'revision < :one AND (attribute_not_exists(newestEntry) OR newestEntry < :at)',
  '#fact IN (:at, :other)',
  '#fact BETWEEN :at AND :other',
  'attribute_not_exists(aliases) OR (NOT contains(aliases, :other) AND size(aliases) < :one)',
  'contains(aliases, :at)',
  'begins_with(#fact, :prefix)',
  'size(history) <= :one',
  'history.#id.#time = :at',
] as const;

const UPDATES = [
  'SET #fact = :at',
  'SET #fact = if_not_exists(#fact, :at), newestEntry = :other',
  'SET revision = :one, history = :history',
  'SET revision = revision + :one',
  'SET history.#id = :entry, newestEntry = :at REMOVE #fact',
  'SET history.#id.#time = :other',
  'REMOVE history.#id, aliases',
  'SET newestEntry = :other ADD aliases :aliases',
  'DELETE aliases :aliases',
  'SET newestEntry = #fact, #fact = newestEntry',
  'SET duePartition = :due, dueAt = :own',
  'REMOVE duePartition, dueAt',
  'SET agendaMonth = :due, startsAt = :own, booking = :entry',
] as const;

const NAMES: Record<string, string> = { '#fact': 'sentAt', '#id': 'entry.one', '#time': 'at' };

const AT = ['2026-01-01', '2026-01-02', '2026-01-03'];

/** Both ends of a BETWEEN, which the service wants in order. */
const twoTimes = (dice: Dice) => [dice.pick(AT), dice.pick(AT)].sort();

const valuesFor = (dice: Dice, [at, other] = twoTimes(dice)): Record<string, unknown> => ({
  ':at': at,
  ':other': other,
  ':prefix': '2026-01-0',
  ':one': dice.between(0, 2),
  ':history': {},
  ':entry': { at: dice.pick(AT), kind: 'completion' },
  ':aliases': new Set(dice.chance(0.5) ? [dice.pick(AT)] : [dice.pick(AT), 'another']),
  ':due': 'due#1',
});

function placeholdersOf(expressions: string, dice: Dice, pk: string) {
  const used = new Set(expressions.match(/[#:]\w+/g));
  const chosen = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)));
  // No two items have the same place in an index: which of them comes first nobody promises.
  const own = { ':own': `${dice.pick(AT)} ${pk}` };
  const [names, values] = [chosen(NAMES), chosen({ ...valuesFor(dice), ...own })];
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

function anOperation(dice: Dice) {
  const Key = { pk: dice.pick(['one', 'two', 'three']) };
  const ConditionExpression = dice.chance(0.6) ? dice.pick(CONDITIONS) : undefined;
  const condition = ConditionExpression && { ConditionExpression };
  const kind = dice.float();
  if (kind < 0.15) return new GetCommand({ TableName, Key, ConsistentRead: true });
  if (kind < 0.3) {
    const Item = { ...Key, sentAt: dice.pick(AT), revision: dice.between(0, 2), history: {}, gone: undefined };
    return new PutCommand({
      TableName,
      Item,
      ...condition,
      ...placeholdersOf(ConditionExpression ?? '', dice, Key.pk),
    });
  }
  if (kind < 0.35) {
    return new DeleteCommand({
      TableName,
      Key,
      ...condition,
      ...placeholdersOf(ConditionExpression ?? '', dice, Key.pk),
    });
  }
  if (kind < 0.5) return aQuery(dice);
  const UpdateExpression = dice.pick(UPDATES);
  const placeholders = placeholdersOf(`${UpdateExpression} ${ConditionExpression ?? ''}`, dice, Key.pk);
  return new UpdateCommand({
    TableName,
    Key,
    UpdateExpression,
    ...condition,
    ...placeholders,
    ReturnValues: 'ALL_NEW',
  });
}

function aQuery(dice: Dice) {
  // `INDEXES` is the one list of names.
  const IndexName = dice.pick(['due', 'agenda'] satisfies IndexName[]);
  const { partition, sort } = INDEXES[IndexName];
  return new QueryCommand({
    TableName,
    IndexName,
    KeyConditionExpression: dice.chance(0.5) ? '#p = :p AND #s <= :to' : '#p = :p AND #s BETWEEN :from AND :to',
    ...{ ExpressionAttributeNames: { '#p': partition, '#s': sort } },
    ExpressionAttributeValues: { ':p': 'due#1', ':from': '2026-01-01', ':to': `${dice.pick(AT)} z` },
    ScanIndexForward: dice.chance(0.5),
    ...(dice.chance(0.3) && { Limit: 1 }),
  });
}

type Operation = ReturnType<typeof anOperation>;

/** What an operation came to: its answer without the bookkeeping, or the kind of refusal. */
async function outcomeOf(run: () => unknown): Promise<unknown> {
  try {
    const { $metadata: _, ConsumedCapacity: __, Count: ___, ScannedCount: ____, ...answer } = Object(await run());
    return answer;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return name === 'ConditionalCheckFailedException' ? 'the condition failed' : 'refused as malformed';
  }
}

test('answers random operations as the embedded engine does, one after the other', async () => {
  const dice = diceFor(1, 'operations');
  const model = createTableModel({
    onChange: () => undefined,
    lag: (_, __, show) => show(),
    readsStale: () => false,
    handsOut: (count) => count,
  });
  const seen = { conditions: 0, refusals: 0 };
  for (let count = 1; count <= OPERATIONS; count += 1) {
    const operation: Operation = anOperation(dice);
    const { input } = operation;
    const asked = `operation ${count}: ${JSON.stringify(input)}`;
    const expected = await outcomeOf(() => client.send(operation as GetCommand));
    const answer = await outcomeOf(() => model.execute(operation.constructor.name, input));
    expect(answer, asked).toEqual(expected);
    if (expected === 'the condition failed') seen.conditions += 1;
    if (expected === 'refused as malformed') seen.refusals += 1;
  }
  expect(seen.conditions).toBeGreaterThan(25);
  expect(seen.refusals).toBeGreaterThan(2);
  expect(isDeepStrictEqual([...model.items.keys()].sort(), ['one', 'three', 'two'])).toBe(true);
});

test('refuses by their size what the embedded engine refuses', async () => {
  const model = createTableModel({
    onChange: () => undefined,
    lag: (_, __, show) => show(),
    readsStale: () => false,
    handsOut: (count) => count,
  });
  const pk = 'sizes';
  const due = { duePartition: 'due#1', dueAt: 'é'.repeat(513) };
  const operations = [
    new PutCommand({ TableName, Item: { pk, text: '界'.repeat(130_000) } }),
    new PutCommand({ TableName, Item: { pk, text: '界'.repeat(140_000) } }),
    new PutCommand({ TableName, Item: { pk, ...due } }),
    new UpdateCommand({
      TableName,
      Key: { pk },
      UpdateExpression: 'SET more = :more',
      ExpressionAttributeValues: { ':more': '界'.repeat(10_000) },
    }),
    new GetCommand({ TableName, Key: { pk } }),
  ];
  for (const operation of operations) {
    const expected = await outcomeOf(() => client.send(operation as GetCommand));
    expect(await outcomeOf(() => model.execute(operation.constructor.name, operation.input))).toEqual(expected);
    expect(expected === 'refused as malformed').toBe([1, 2, 3].includes(operations.indexOf(operation)));
  }
});
