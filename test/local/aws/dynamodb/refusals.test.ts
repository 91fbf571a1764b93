import { once } from 'node:events';
import { connect } from 'node:net';
import { DeleteTableCommand, ExecuteStatementCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactGetCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { NumberValueImpl } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from 'vitest';
import { TABLE } from './table-definitions.ts';
import { allRecords, put, startTable } from './table-under-test.ts';

const { tableName: TableName } = TABLE;

describe('what the local table refuses', () => {
  test.each<[string, (client: DynamoDBDocumentClient) => Promise<unknown>]>([
    [
      'a transaction that reads',
      (client) => client.send(new TransactGetCommand({ TransactItems: [{ Get: { TableName, Key: { pk: 'a' } } }] })),
    ],
    [
      'PartiQL',
      (client) => client.send(new ExecuteStatementCommand({ Statement: `DELETE FROM "${TableName}" WHERE pk = 'a'` })),
    ],
    [
      'another TTL attribute',
      (client) =>
        client.send(
          new UpdateTimeToLiveCommand({
            TableName,
            TimeToLiveSpecification: { AttributeName: 'other', Enabled: true },
          }),
        ),
    ],
    ['to delete the table', (client) => client.send(new DeleteTableCommand({ TableName }))],
  ])('%s, saying what it has', async (_name, send) => {
    const { engine, client } = await startTable();

    await expect(send(client)).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('it has single-item writes, BatchWriteItem, TransactWriteItems and reads'),
    });
    expect(await allRecords(engine)).toEqual([]);
  });

  test.each([
    ['a write without its key', { text: 'x' }],
    ['a write with a key of another type', { pk: 1 }],
    ['a write with an empty key', { pk: '' }],
    ['an item over 400 KB', { pk: 'a', text: 'x'.repeat(401 * 1024) }],
    ['an item over 400 KB in UTF-8', { pk: 'a', text: '界'.repeat(140_000) }],
    ['an item over 400 KB by the names of its attributes', { pk: 'a', ['界'.repeat(70_000)]: '界'.repeat(70_000) }],
    ['an item that is one byte too large', { pk: 'a', text: 'x'.repeat(400 * 1024 - 6) }],
    ['a key over 2 KB', { pk: 'é'.repeat(1_025) }],
    ['an index key that is empty', { pk: 'a', duePartition: '0', dueAt: '' }],
    ['a partition key of an index over 2 KB', { pk: 'a', duePartition: 'x'.repeat(2_049), dueAt: '1' }],
    ['a sort key of an index over 1 KB', { pk: 'a', duePartition: '0', dueAt: 'é'.repeat(513) }],
    ['what nests too deep', { pk: 'a', deep: Array.from({ length: 33 }).reduce((inner) => [inner], 1) }],
  ])('%s', async (_name, item) => {
    const { engine, client } = await startTable();

    await expect(client.send(put(item))).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await allRecords(engine)).toEqual([]);
  });

  const update = (UpdateExpression: string, value: unknown, more: Partial<UpdateCommandInput> = {}) =>
    new UpdateCommand({
      TableName,
      Key: { pk: 'a' },
      UpdateExpression,
      ExpressionAttributeValues: { ':value': value },
      ...more,
    });

  test.each<[string, Record<string, unknown>, UpdateCommand]>([
    [
      'grows an item over 400 KB in UTF-8',
      { text: '界'.repeat(100_000) },
      update('SET more = :value', '界'.repeat(40_000)),
    ],
    [
      'copies what it has until it is too large',
      { text: 'x'.repeat(250_000) },
      update('SET more = text, x = :value', 1),
    ],
    ['empties an index key', { duePartition: '0', dueAt: '1' }, update('SET dueAt = :value', '')],
    ['makes an index key too long', { duePartition: '0' }, update('SET dueAt = :value', 'x'.repeat(1_025))],
    [
      'counts beyond all numbers',
      { count: NumberValueImpl.from('9e125') },
      update('SET #count = #count + :value', NumberValueImpl.from('9e125'), {
        ExpressionAttributeNames: { '#count': 'count' },
      }),
    ],
  ])('an update that %s, leaving the item as it was', async (_name, before, send) => {
    const { engine, client } = await startTable();
    await client.send(put({ pk: 'a', ...before }));
    const seen = await client.send(new GetCommand({ TableName, Key: { pk: 'a' } }));

    await expect(client.send(send)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await client.send(new GetCommand({ TableName, Key: { pk: 'a' } }))).toMatchObject({ Item: seen.Item });
    expect(await allRecords(engine)).toHaveLength(1);
  });

  test('nothing that just fits, and answers a condition first', async () => {
    const { client } = await startTable();
    const text = 'x'.repeat(400 * 1024 - 7);
    await client.send(put({ pk: 'a', text }));
    const same = update('SET #text = :value', text, { ExpressionAttributeNames: { '#text': 'text' } });
    await client.send(same);
    const refused = update('SET more = :value', text, { ConditionExpression: 'attribute_not_exists(pk)' });
    await expect(client.send(refused)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
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
