import { BatchGetCommand, BatchWriteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { TABLE } from './table-definitions.ts';
import { put, queryIndex, remove, startTable } from './table-under-test.ts';

const { tableName: TableName } = TABLE;

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
    const removal = remove('a', { ReturnValues: 'ALL_OLD' });
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
    const first = { pk: 'a', agendaMonth: '2026-03', startsAt: '2026-03-05T09:00:00Z' };
    const second = { pk: 'b', agendaMonth: '2026-03', startsAt: '2026-03-06T09:00:00Z' };
    await client.send(put({ ...first, type: 'invitation', booking: { name: 'N' }, notes: 'not projected' }));
    await client.send(put(second));

    expect((await client.send(queryIndex('agenda', 'agendaMonth', '2026-03'))).Items).toEqual([
      { ...first, type: 'invitation', booking: { name: 'N' } },
      second,
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
    await client.send(remove('a'));
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
