import { once } from 'node:events';
import { connect } from 'node:net';
import { CreateTableCommand, ExecuteStatementCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { TABLE } from './table-definitions.ts';
import { allRecords, startTable } from './table-under-test.ts';

const { tableName: TableName } = TABLE;

const put = (item: Record<string, unknown>, more = {}) => new PutCommand({ TableName, Item: item, ...more });
const queryIndex = (IndexName: string, attribute: string, value: string, more = {}) =>
  new QueryCommand({
    TableName,
    IndexName,
    KeyConditionExpression: '#attribute = :value',
    ExpressionAttributeNames: { '#attribute': attribute },
    ExpressionAttributeValues: { ':value': value },
    ...more,
  });

describe('the document client at the local table', () => {
  test('gets what it put, with every kind of value', async () => {
    const { client } = await startTable();
    const item = {
      pk: 'a',
      text: 'Ünïcode 🗓 "quoted" \\ \n',
      empty: '',
      number: 12.5,
      yes: true,
      none: null,
      list: [1, 'two', { three: 3 }],
      tags: new Set(['x', 'y']),
      bytes: new Uint8Array([0, 1, 255]),
    };

    await client.send(put(item));

    expect((await client.send(new GetCommand({ TableName, Key: { pk: 'a' }, ConsistentRead: true }))).Item).toEqual(
      item,
    );
    expect(await client.send(new GetCommand({ TableName, Key: { pk: 'b' } }))).not.toHaveProperty('Item');
  });

  test('gets old and new values back from writes', async () => {
    const { client } = await startTable();
    await client.send(put({ pk: 'a', text: 'one' }));
    const update = (ReturnValues: 'ALL_NEW' | 'ALL_OLD', text: string) =>
      new UpdateCommand({
        TableName,
        Key: { pk: 'a' },
        UpdateExpression: 'SET #text = :text, firstAt = if_not_exists(firstAt, :text)',
        ExpressionAttributeNames: { '#text': 'text' },
        ExpressionAttributeValues: { ':text': text },
        ReturnValues,
      });

    expect((await client.send(update('ALL_NEW', 'two'))).Attributes).toEqual({ pk: 'a', text: 'two', firstAt: 'two' });
    expect((await client.send(update('ALL_OLD', 'three'))).Attributes).toEqual({
      pk: 'a',
      text: 'two',
      firstAt: 'two',
    });
    expect((await client.send(put({ pk: 'a' }, { ReturnValues: 'ALL_OLD' }))).Attributes).toMatchObject({
      text: 'three',
    });
    const removal = new DeleteCommand({ TableName, Key: { pk: 'a' }, ReturnValues: 'ALL_OLD' });
    expect((await client.send(removal)).Attributes).toEqual({ pk: 'a' });
  });

  test('sees a refused condition as the exception it knows', async () => {
    const { client } = await startTable();
    const update = new UpdateCommand({
      TableName,
      Key: { pk: 'a' },
      UpdateExpression: 'SET seen = :yes',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':yes': true },
    });

    await expect(client.send(update)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(await client.send(new GetCommand({ TableName, Key: { pk: 'a' } }))).not.toHaveProperty('Item');
  });

  test('reads and writes batches', async () => {
    const { client } = await startTable();
    const items = Array.from({ length: 25 }, (_, index) => ({ pk: `item ${index}`, index }));

    const written = await client.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) } }),
    );
    const read = await client.send(
      new BatchGetCommand({
        RequestItems: { [TableName]: { Keys: items.map(({ pk }) => ({ pk })), ConsistentRead: true } },
      }),
    );

    expect(written.UnprocessedItems).toEqual({});
    expect(read.Responses?.[TableName]).toEqual(expect.arrayContaining(items));
    expect(read.Responses?.[TableName]).toHaveLength(25);
  });

  test('needs no credentials that mean anything, and reads answers with their checksum', async () => {
    const { engine } = await startTable();

    const answer = await fetch(engine.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem', 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ TableName, Key: { pk: { S: 'a' } } }),
    });

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({});
    expect(answer.headers.get('x-amz-crc32')).toBe('2745614147');
  });
});

describe('an index', () => {
  test('holds only items that have its keys, and of them only their keys, with KEYS_ONLY', async () => {
    const { client } = await startTable();
    await client.send(put({ pk: 'later', duePartition: '0', dueAt: '2026-03-02', type: 'invitation' }));
    await client.send(put({ pk: 'sooner', duePartition: '0', dueAt: '2026-03-01', type: 'invitation' }));
    await client.send(put({ pk: 'other', duePartition: '1', dueAt: '2026-03-01' }));
    await client.send(put({ pk: 'half', duePartition: '0' }));
    await client.send(put({ pk: 'none' }));

    expect((await client.send(queryIndex('due', 'duePartition', '0'))).Items).toEqual([
      { pk: 'sooner', duePartition: '0', dueAt: '2026-03-01' },
      { pk: 'later', duePartition: '0', dueAt: '2026-03-02' },
    ]);
  });

  test('holds the named attributes as well with INCLUDE, and absent ones not at all', async () => {
    const { client } = await startTable();
    const keys = { agendaMonth: '2026-03', startsAt: '2026-03-05T09:00:00Z' };
    await client.send(put({ pk: 'a', ...keys, type: 'invitation', booking: { name: 'N' }, secret: 'not projected' }));
    await client.send(put({ pk: 'b', ...keys }));

    expect((await client.send(queryIndex('agenda', 'agendaMonth', '2026-03'))).Items).toEqual([
      { pk: 'a', ...keys, type: 'invitation', booking: { name: 'N' } },
      { pk: 'b', ...keys },
    ]);
  });

  test('follows updates that move an item, take it out and bring it in', async () => {
    const { client } = await startTable();
    const due = async () =>
      (await client.send(queryIndex('due', 'duePartition', '0'))).Items?.map((item) => item['dueAt']);
    const update = (UpdateExpression: string, values?: Record<string, string>) =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: 'a' },
          UpdateExpression,
          ...(values && { ExpressionAttributeValues: values }),
        }),
      );
    await client.send(put({ pk: 'a', duePartition: '0', dueAt: '1' }));

    await update('SET dueAt = :at', { ':at': '2' });
    expect(await due()).toEqual(['2']);
    await update('REMOVE dueAt, duePartition');
    expect(await due()).toEqual([]);
    await update('SET dueAt = :at, duePartition = :partition', { ':at': '3', ':partition': '0' });
    expect(await due()).toEqual(['3']);
    await client.send(new DeleteCommand({ TableName, Key: { pk: 'a' } }));
    expect(await due()).toEqual([]);
  });

  test('is read by range, backwards and page by page', async () => {
    const { client } = await startTable();
    const days = ['01', '02', '03', '04', '05'];
    await Promise.all(days.map((day) => client.send(put({ pk: day, duePartition: '0', dueAt: `2026-03-${day}` }))));
    const range = {
      KeyConditionExpression: '#attribute = :value AND dueAt BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':value': '0', ':from': '2026-03-02', ':to': '2026-03-04' },
      ScanIndexForward: false,
      Limit: 2,
    };

    const first = await client.send(queryIndex('due', 'duePartition', '0', range));
    const second = await client.send(
      queryIndex('due', 'duePartition', '0', { ...range, ExclusiveStartKey: first.LastEvaluatedKey }),
    );

    expect([first, second].map(({ Items }) => Items?.map(({ pk }) => pk))).toEqual([['04', '03'], ['02']]);
    expect(second.LastEvaluatedKey).toBeUndefined();
  });
});

describe('what the local table refuses', () => {
  test.each([
    ['a transaction', new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { pk: 'a' } } }] })],
    ['PartiQL', new ExecuteStatementCommand({ Statement: `DELETE FROM "${TableName}" WHERE pk = 'a'` })],
    [
      'another TTL attribute',
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: 'x', Enabled: true } }),
    ],
    ['a second table', new CreateTableCommand({ TableName: 'Second', KeySchema: [], AttributeDefinitions: [] })],
  ])('%s, saying what it has', async (_name, command) => {
    const { engine, client } = await startTable();

    // The commands of the list have different types, and the client one overload for each.
    await expect(client.send(command as PutCommand)).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('it has single-item writes, BatchWriteItem and reads'),
    });
    expect(await allRecords(engine)).toEqual([]);
  });

  test.each([
    ['a write without its key', { text: 'x' }],
    ['a write with a key of another type', { pk: 1 }],
    ['a write with an empty key', { pk: '' }],
    ['an item over 400 KB', { pk: 'a', text: 'x'.repeat(401 * 1024) }],
  ])('%s', async (_name, item) => {
    const { engine, client } = await startTable();

    await expect(client.send(put(item))).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await allRecords(engine)).toEqual([]);
  });

  test("another table's items, alone and in a batch", async () => {
    const { engine, client } = await startTable();
    const requests = [{ PutRequest: { Item: { pk: 'a' } } }];

    const single = new PutCommand({ TableName: 'Second', Item: { pk: 'a' } });
    const batch = new BatchWriteCommand({ RequestItems: { Second: requests, [TableName]: requests } });

    await expect(client.send(single)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(client.send(batch)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await allRecords(engine)).toEqual([]);
    expect(await client.send(new GetCommand({ TableName, Key: { pk: 'a' } }))).not.toHaveProperty('Item');
  });

  test.each([
    ['what is not JSON', 400, '{"TableName":'],
    ['a body over 16 MB', 413, ' '.repeat(16 * 1024 * 1024 + 1)],
  ])('%s', async (_name, status, body) => {
    const { engine } = await startTable();
    const headers = { 'x-amz-target': 'DynamoDB_20120810.PutItem', 'content-type': 'application/x-amz-json-1.0' };

    const answer = await fetch(engine.endpoint, { method: 'POST', headers, body });

    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ __type: expect.any(String), message: expect.any(String) });
  });

  test('nobody else for a client that went away in the middle of a request', async () => {
    const { engine, client } = await startTable();
    const { port } = new URL(engine.endpoint);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: DynamoDB_20120810.PutItem\r\ncontent-length: 1000\r\n\r\n{"Item"',
    );

    socket.destroy();
    await once(socket, 'close');

    await client.send(put({ pk: 'a' }));
    expect(await allRecords(engine)).toHaveLength(1);
  });
});
