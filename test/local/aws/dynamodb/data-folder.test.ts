import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { TABLE } from './table-definitions.ts';
import { allRecords, emptyFolder, put, sequenceNumber, startTable, summarize } from './table-under-test.ts';

const scan = new ScanCommand({ TableName: TABLE.tableName });

describe('the data folder', () => {
  test('keeps items, records, positions and the count of records over a restart', async () => {
    const dataDirectory = join(await emptyFolder(), 'not', 'there', 'yet');
    const before = await startTable({ dataDirectory });
    for (const pk of ['a', 'b', 'c']) await before.client.send(put({ pk }));
    const records = await allRecords(before.engine);
    await before.engine.stream.saveCheckpoint('events', sequenceNumber(records[0]));
    await before.engine.close();

    const { engine, client } = await startTable({ dataDirectory });

    expect((await client.send(scan)).Count).toBe(3);
    expect(await engine.stream.checkpoint('events')).toBe(sequenceNumber(records[0]));
    expect(await allRecords(engine)).toEqual(records.slice(1));
    await client.send(put({ pk: 'd' }));
    const [added] = await engine.stream.read(sequenceNumber(records[2]), 10);
    expect(sequenceNumber(added) > sequenceNumber(records[2])).toBe(true);
  });

  test('goes on counting after everything was dropped', async () => {
    const dataDirectory = await emptyFolder();
    const before = await startTable({ dataDirectory });
    await before.client.send(put({ pk: 'a' }));
    const [first] = await allRecords(before.engine);
    await before.engine.stream.saveCheckpoint('events', sequenceNumber(first));
    await before.engine.close();

    const { engine, client } = await startTable({ dataDirectory });
    await client.send(put({ pk: 'b' }));

    expect((await engine.stream.read(sequenceNumber(first), 10)).map(summarize)).toMatchObject([{ new: { pk: 'b' } }]);
  });

  test('does not grow with what has been read', async () => {
    const dataDirectory = await emptyFolder();
    const { engine, client } = await startTable({ dataDirectory });

    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => client.send(put({ pk: `item ${index}`, round }))));
      await engine.stream.saveCheckpoint('events', sequenceNumber((await allRecords(engine)).at(-1)));
      expect(await allRecords(engine)).toEqual([]);
    }
  });

  test('has everything that was answered when the table is closed in the middle of writes', async () => {
    const dataDirectory = await emptyFolder();
    const before = await startTable({ dataDirectory });
    await before.client.send(put({ pk: 'first' }));
    const writes = Promise.allSettled(
      Array.from({ length: 40 }, async (_, index) => {
        await before.client.send(put({ pk: `item ${index}` }));
        return `item ${index}`;
      }),
    );
    await before.engine.close();
    const answered = (await writes).flatMap((write) => (write.status === 'fulfilled' ? [write.value] : []));

    const { engine, client } = await startTable({ dataDirectory });

    const items = (await client.send(scan)).Items?.map(({ pk }) => pk) ?? [];
    expect(items).toEqual(expect.arrayContaining(answered));
    const recorded = (await allRecords(engine)).map((record) => summarize(record).new?.['pk']);
    expect(recorded.toSorted()).toEqual(items.toSorted());
  });
});
