import { isDeepStrictEqual } from 'node:util';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, inject, test } from 'vitest';
import { startEmbeddedTable } from './embedded-table.ts';
import { diceFor } from './engine/dice.ts';
import { CALM_TABLE, createTableModel } from './model/table-model.ts';
import { anOperation, type Operation, outcomeOf } from './random-operations.ts';

const TableName = inject('table').tableName;
const OPERATIONS = 300;

const { engine, client } = await startEmbeddedTable();
afterAll(() => engine.close());

test('answers random operations as the embedded engine does, one after the other', async () => {
  const dice = diceFor(4, 'operations');
  const model = createTableModel(CALM_TABLE);
  const seen = { conditions: 0, refusals: 0 };
  for (let count = 1; count <= OPERATIONS; count += 1) {
    const operation: Operation = anOperation(TableName, dice);
    const { input } = operation;
    const asked = `operation ${count}: ${JSON.stringify(input)}`;
    const expected = await outcomeOf(() => client.send(operation as GetCommand));
    const answer = await outcomeOf(() => model.execute(operation.constructor.name, input));
    expect(answer, asked).toEqual(expected);
    if (Object.hasOwn(Object(expected), 'conditionFailedOn')) seen.conditions += 1;
    if (expected === 'refused as malformed') seen.refusals += 1;
  }
  expect(seen.conditions).toBeGreaterThan(25);
  expect(seen.refusals).toBeGreaterThan(2);
  expect(isDeepStrictEqual([...model.items.keys()].sort(), ['one', 'three', 'two'])).toBe(true);
});

test('refuses by their size what the embedded engine refuses', async () => {
  const model = createTableModel(CALM_TABLE);
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

test('refuses to begin a query outside of its range, as the embedded engine does', async () => {
  const model = createTableModel(CALM_TABLE);
  const from = (dueAt: string) =>
    new QueryCommand({
      ...{ TableName, IndexName: 'due', KeyConditionExpression: 'duePartition = :one AND dueAt BETWEEN :from AND :to' },
      ExpressionAttributeValues: { ':one': 'due#1', ':from': '2026', ':to': '2027' },
      ExclusiveStartKey: { pk: 'one', duePartition: 'due#1', dueAt },
    });
  for (const [dueAt, isRefused] of [
    ['2025', true],
    ['2026', false],
    ['2028', true],
  ] as const) {
    const query = from(dueAt);
    const answer = await outcomeOf(() => model.execute('QueryCommand', query.input));
    expect(answer === 'refused as malformed').toBe(isRefused);
    expect(answer === 'refused as malformed').toBe(
      (await outcomeOf(() => client.send(query))) === 'refused as malformed',
    );
  }
});
