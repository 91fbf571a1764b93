import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { NOW, TABLE } from './table-definitions.ts';
import { allRecords, emptyFolder, put, startTable } from './table-under-test.ts';
import { adding, checking, EXISTS, itemsOf, putting, setting, transact } from './transaction-actions.ts';

const { tableName: TableName } = TABLE;
const MINUTE = 60_000;

describe('transactions at once', () => {
  test('on the same items in any order all end, and none sees another half done', async () => {
    const { engine, client } = await startTable();
    const moving = (from: string, to: string) => transact([adding(from, -1), adding(to, 1)]);
    const single = () =>
      new UpdateCommand({
        TableName,
        Key: { pk: 'a' },
        UpdateExpression: 'ADD #count :by',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: { ':by': 1 },
      });

    const pairs = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['b', 'a'],
      ['c', 'b'],
      ['a', 'b'],
    ] as const;
    await Promise.all(
      Array.from({ length: 10 }).flatMap(() => [
        ...pairs.map(([from, to]) => client.send(moving(from, to))),
        client.send(single()),
      ]),
    );

    const counts = (await itemsOf(client)).map((item) => item['count']);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect(await allRecords(engine)).toHaveLength(10 * (2 * pairs.length + 1));
  });

  test('for one free place, of which one gets it', async () => {
    const { client } = await startTable();
    await client.send(put({ pk: 'day', revision: 0 }));
    const claim = (customer: number) =>
      transact([
        putting({ pk: `booking ${customer}` }),
        setting('day', `${customer}`, { ConditionExpression: 'attribute_not_exists(#text)' }),
      ]);

    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, customer) => client.send(claim(customer))),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await itemsOf(client)).toHaveLength(2);
  });
});

describe("a transaction's token", () => {
  const counting = (token: string, by = 1) => transact([adding('a', by)], token);
  const countIn = async (client: DynamoDBDocumentClient) =>
    (await client.send(new GetCommand({ TableName, Key: { pk: 'a' } }))).Item?.['count'];

  test('makes a repeat succeed without a second effect, also at the same moment', async () => {
    const { engine, client } = await startTable();

    await Promise.all([client.send(counting('one')), client.send(counting('one'))]);
    await client.send(counting('one'));
    await client.send(counting('two'));

    expect(await countIn(client)).toBe(2);
    expect(await allRecords(engine)).toHaveLength(2);
  });

  test('is refused with other parameters', async () => {
    const { client } = await startTable();
    await client.send(counting('one'));

    await expect(client.send(counting('one', 2))).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
    expect(await countIn(client)).toBe(1);
  });

  test('is good for ten minutes, also over a restart', async () => {
    const dataDirectory = await emptyFolder();
    let minutes = 0;
    const now = () => new Date(NOW.getTime() + minutes * MINUTE);
    const first = await startTable({ dataDirectory, now });
    await first.client.send(counting('one'));
    await first.engine.close();

    const { client } = await startTable({ dataDirectory, now });
    minutes = 9;
    await client.send(counting('one'));
    expect(await countIn(client)).toBe(1);
    minutes = 11;
    await client.send(counting('one'));
    expect(await countIn(client)).toBe(2);
  });

  test('of a transaction that was cancelled is as good as new', async () => {
    const { client } = await startTable();
    const attempt = () => client.send(transact([checking('a', EXISTS), putting({ pk: 'b' })], 'one'));
    await expect(attempt()).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    await client.send(put({ pk: 'a' }));

    await attempt();

    expect(await itemsOf(client)).toEqual([{ pk: 'a' }, { pk: 'b' }]);
  });
});
