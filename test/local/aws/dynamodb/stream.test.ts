import { BatchWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { TABLE } from './table-definitions.ts';
import { allRecords, put, remove, sequenceNumber, startTable, summarize } from './table-under-test.ts';

const { tableName: TableName } = TABLE;

const increment = (pk: string, more = {}) =>
  new UpdateCommand({
    TableName,
    Key: { pk },
    UpdateExpression: 'ADD #count :one',
    ExpressionAttributeNames: { '#count': 'count' },
    ExpressionAttributeValues: { ':one': 1 },
    ...more,
  });

describe('the stream', () => {
  test('tells of an insertion, a change and a removal as DynamoDB does', async () => {
    const { engine, client } = await startTable();

    await client.send(put({ pk: 'a', text: 'new', list: [1, { deep: true }], none: null }));
    await client.send(put({ pk: 'a', text: 'changed' }));
    await client.send(remove('a'));

    const records = await allRecords(engine);
    expect(records.map(summarize)).toEqual([
      { eventName: 'INSERT', old: undefined, new: { pk: 'a', text: 'new', list: [1, { deep: true }], none: null } },
      {
        eventName: 'MODIFY',
        old: { pk: 'a', text: 'new', list: [1, { deep: true }], none: null },
        new: { pk: 'a', text: 'changed' },
      },
      { eventName: 'REMOVE', old: { pk: 'a', text: 'changed' }, new: undefined },
    ]);
    expect(records[1]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      eventSourceARN: expect.stringContaining(':table/Appointments/stream/'),
      dynamodb: {
        ApproximateCreationDateTime: Date.parse('2026-03-01T10:00:00Z') / 1000,
        Keys: { pk: { S: 'a' } },
        OldImage: expect.objectContaining({ text: { S: 'new' } }),
        NewImage: { pk: { S: 'a' }, text: { S: 'changed' } },
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
  });

  test.each(['NONE', 'ALL_NEW', 'ALL_OLD', 'UPDATED_NEW'])(
    'holds whole images when an update returns %s',
    async (ReturnValues) => {
      const { engine, client } = await startTable();
      await client.send(put({ pk: 'a', text: 'kept', count: 1 }));

      await client.send(increment('a', { ReturnValues }));

      expect(summarize((await allRecords(engine)).at(-1) ?? {})).toEqual({
        eventName: 'MODIFY',
        old: { pk: 'a', text: 'kept', count: 1 },
        new: { pk: 'a', text: 'kept', count: 2 },
      });
    },
  );

  test('keeps the order of writes to each item, whoever makes them', async () => {
    const { engine, client } = await startTable();
    const items = ['a', 'b', 'c', 'd'];

    await Promise.all(Array.from({ length: 100 }, (_, index) => client.send(increment(items[index % 4] ?? 'a'))));

    const records = await allRecords(engine);
    const counts = (pk: string) =>
      records.map(summarize).flatMap((record) => (record.new?.['pk'] === pk ? [record.new['count']] : []));
    const oneTo25 = Array.from({ length: 25 }, (_, index) => index + 1);
    for (const pk of items) expect(counts(pk)).toEqual(oneTo25);
    const numbers = records.map(sequenceNumber);
    expect(numbers).toEqual([...new Set(numbers)].toSorted());
  });

  test('is silent about a write whose condition is refused', async () => {
    const { engine, client } = await startTable();
    const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };

    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => client.send(put({ pk: 'a', by: index }, isNew))),
    );

    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.name] : []));
    expect(refusals).toEqual(Array.from({ length: 19 }, () => 'ConditionalCheckFailedException'));
    expect((await allRecords(engine)).map(({ eventName }) => eventName)).toEqual(['INSERT']);
  });

  test('is silent about a write that changes nothing', async () => {
    const { engine, client } = await startTable();
    await client.send(put({ pk: 'a', tags: new Set(['x', 'y']), number: 1 }));

    await client.send(put({ number: 1, pk: 'a', tags: new Set(['y', 'x']) }));
    await client.send(
      new UpdateCommand({
        TableName,
        Key: { pk: 'a' },
        UpdateExpression: 'SET #number = :one REMOVE absent',
        ExpressionAttributeNames: { '#number': 'number' },
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    await client.send(remove('nobody'));

    expect((await allRecords(engine)).map(({ eventName }) => eventName)).toEqual(['INSERT']);
  });

  test('tells of every item a batch changed, and of no other', async () => {
    const { engine, client } = await startTable();
    await client.send(put({ pk: 'old', text: 'before' }));
    await client.send(put({ pk: 'same', text: 'before' }));
    await client.send(put({ pk: 'gone' }));

    await client.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: { pk: 'new' } } },
            { PutRequest: { Item: { pk: 'old', text: 'after' } } },
            { PutRequest: { Item: { pk: 'same', text: 'before' } } },
            { DeleteRequest: { Key: { pk: 'gone' } } },
            { DeleteRequest: { Key: { pk: 'never there' } } },
          ],
        },
      }),
    );

    expect((await allRecords(engine)).slice(3).map(summarize)).toEqual([
      { eventName: 'INSERT', old: undefined, new: { pk: 'new' } },
      { eventName: 'MODIFY', old: { pk: 'old', text: 'before' }, new: { pk: 'old', text: 'after' } },
      { eventName: 'REMOVE', old: { pk: 'gone' }, new: undefined },
    ]);
  });

  test('holds together when batches and single writes want the same items at once', async () => {
    const { engine, client } = await startTable();
    const batch = (order: string[], by: string) =>
      new BatchWriteCommand({
        RequestItems: { [TableName]: order.map((pk) => ({ PutRequest: { Item: { pk, by } } })) },
      });

    await Promise.all(
      Array.from({ length: 20 }, (_, index) => [
        client.send(batch(['a', 'b', 'c'], `batch ${index}`)),
        client.send(batch(['c', 'a', 'b'], `other batch ${index}`)),
        client.send(put({ pk: 'b', by: `single ${index}` })),
      ]).flat(),
    );

    const histories = Map.groupBy((await allRecords(engine)).map(summarize), (record) => record.new?.['pk']);
    expect([...histories.keys()].toSorted()).toEqual(['a', 'b', 'c']);
    for (const history of histories.values()) {
      expect(history.slice(1).map((record) => record.old)).toEqual(history.slice(0, -1).map((record) => record.new));
    }
  });

  test('has the record before the write is answered', async () => {
    const { engine, client } = await startTable();

    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        await client.send(put({ pk: `item ${index}` }));
        const keys = (await allRecords(engine)).map(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S);
        expect(keys).toContain(`item ${index}`);
      }),
    );
  });

  test('knows items by all their keys', async () => {
    const table = { ...TABLE, sortKey: 'place', attributeTypes: { ...TABLE.attributeTypes, place: 'N' as const } };
    const { engine, client } = await startTable({ table });

    await client.send(put({ pk: 'a', place: 1 }));
    await client.send(put({ pk: 'a', place: 2 }));

    expect((await allRecords(engine)).map(({ eventName, dynamodb }) => [eventName, dynamodb?.Keys])).toEqual([
      ['INSERT', { pk: { S: 'a' }, place: { N: '1' } }],
      ['INSERT', { pk: { S: 'a' }, place: { N: '2' } }],
    ]);
  });
});
