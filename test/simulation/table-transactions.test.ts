import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, expect, inject, test } from 'vitest';
import { startEmbeddedTable } from './embedded-table.ts';
import { diceFor } from './engine/dice.ts';
import { CALM_TABLE, createTableModel } from './model/table-model.ts';
import { anOperation, aTransaction, type Operation, outcomeOf } from './random-operations.ts';

const TableName = inject('table').tableName;
const OPERATIONS = 200;

const { engine, client } = await startEmbeddedTable();
afterAll(() => engine.close());

const kindOf = (outcome: unknown): string => {
  if (Array.isArray(outcome)) return 'cancelled';
  return typeof outcome === 'string' ? outcome : 'made';
};

function changeIn({ dynamodb }: DynamoDBRecord) {
  // Two packages describe the same wire format.
  const after = dynamodb?.NewImage && unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
  return { pk: dynamodb?.Keys?.['pk']?.S, after };
}

test('makes, cancels and repeats random transactions as the embedded engine does', async () => {
  const dice = diceFor(2, 'transactions');
  const changes: unknown[] = [];
  const model = createTableModel({ ...CALM_TABLE, onChange: ({ pk, after }) => changes.push({ pk, after }) });
  const seen = new Map<unknown, number>();
  let last: Operation = aTransaction(TableName, dice);
  for (let count = 1; count <= OPERATIONS; count += 1) {
    const [isRepeated, isSingle] = [dice.chance(0.1), dice.chance(0.2)];
    const operation: Operation = isRepeated
      ? last
      : isSingle
        ? anOperation(TableName, dice)
        : aTransaction(TableName, dice);
    const { input } = operation;
    const asked = `operation ${count}: ${JSON.stringify(input)}`;
    const expected = await outcomeOf(() => client.send(operation as TransactWriteCommand));
    expect(await outcomeOf(() => model.execute(operation.constructor.name, input)), asked).toEqual(expected);
    last = operation;
    if (!(operation instanceof TransactWriteCommand)) continue;
    const kind = kindOf(expected);
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }

  const records = await engine.stream.read(undefined, 1_000_000);
  expect(changes).toEqual(records.map(changeIn));
  for (const kind of ['made', 'cancelled', 'refused as malformed', 'another had its token']) {
    expect(seen.get(kind), kind).toBeGreaterThan(5);
  }
});

test('forgets a token after ten minutes, and cancels what meets another write', async () => {
  let minutes = 0;
  let isMet = false;
  const model = createTableModel({ ...CALM_TABLE, now: () => minutes * 60_000, meetsAnother: () => isMet });
  const counting = () =>
    model.execute('TransactWriteCommand', {
      TransactItems: [
        {
          Update: {
            Key: { pk: 'one' },
            UpdateExpression: 'SET revision = if_not_exists(revision, :none) + :one',
            ExpressionAttributeValues: { ':none': 0, ':one': 1 },
          },
        },
      ],
      ClientRequestToken: 'one',
    });
  const revision = () => model.items.get('one')?.['revision'];

  isMet = true;
  expect(counting).toThrow(expect.objectContaining({ CancellationReasons: [{ Code: 'TransactionConflict' }] }));
  expect(revision()).toBeUndefined();
  isMet = false;
  counting();
  minutes = 10;
  counting();
  expect(revision()).toBe(1);
  minutes = 11;
  counting();
  expect(revision()).toBe(2);
});
