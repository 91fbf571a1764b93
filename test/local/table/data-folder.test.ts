import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PutCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startTableEngine } from '../../../local/table/table-engine.ts';
import { NOW, TABLE } from './table-definitions.ts';
import { allRecords, clientFor, emptyFolder, sequenceNumber, startTable, summarize } from './table-under-test.ts';

const { tableName: TableName } = TABLE;

const put = (pk: string, more = {}) => new PutCommand({ TableName, Item: { pk, ...more } });
const scan = new ScanCommand({ TableName });
const start = (dataDirectory: string, table = TABLE) => startTableEngine({ table, dataDirectory, now: () => NOW });

/** A folder as a killed table leaves it behind: three items, nothing under way. */
async function abandonedFolder(): Promise<string> {
  const [live, abandoned] = [await emptyFolder(), await emptyFolder()];
  const { engine, client } = await startTable({ dataDirectory: live });
  for (const pk of ['a', 'b', 'c']) await client.send(put(pk, { text: 'x'.repeat(2000) }));
  await cp(live, abandoned, { recursive: true });
  await engine.close();
  return abandoned;
}

/** The journal of one of the folder's databases: what LevelDB has not moved to its tables yet. */
async function journalOf(dataDirectory: string, database: 'items' | 'stream'): Promise<string> {
  const folder = join(dataDirectory, database);
  const journals = (await readdir(folder)).filter((file) => file.endsWith('.log')).toSorted();
  return join(folder, journals.at(-1) ?? 'no journal');
}

async function overwrite(file: string, position: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write('damage!!', position);
  await handle.close();
}

describe('the data folder', () => {
  test('keeps items, records, positions and the count of records over a restart', async () => {
    const dataDirectory = join(await emptyFolder(), 'not', 'there', 'yet');
    const before = await startTable({ dataDirectory });
    for (const pk of ['a', 'b', 'c']) await before.client.send(put(pk));
    const records = await allRecords(before.engine);
    await before.engine.stream.saveCheckpoint('events', sequenceNumber(records[0]));
    await before.engine.close();

    const { engine, client } = await startTable({ dataDirectory });

    expect((await client.send(scan)).Count).toBe(3);
    expect(await engine.stream.checkpoint('events')).toBe(sequenceNumber(records[0]));
    expect(await allRecords(engine)).toEqual(records.slice(1));
    await client.send(put('d'));
    const [added] = await engine.stream.read(sequenceNumber(records[2]), 10);
    expect(sequenceNumber(added) > sequenceNumber(records[2])).toBe(true);
  });

  test('goes on counting after everything was dropped', async () => {
    const dataDirectory = await emptyFolder();
    const before = await startTable({ dataDirectory });
    await before.client.send(put('a'));
    const [first] = await allRecords(before.engine);
    await before.engine.stream.saveCheckpoint('events', sequenceNumber(first));
    await before.engine.close();

    const { engine, client } = await startTable({ dataDirectory });
    await client.send(put('b'));

    expect((await engine.stream.read(sequenceNumber(first), 10)).map(summarize)).toMatchObject([{ new: { pk: 'b' } }]);
  });

  test('does not grow with what has been read', async () => {
    const dataDirectory = await emptyFolder();
    const { engine, client } = await startTable({ dataDirectory });

    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => client.send(put(`item ${index}`, { round }))));
      await engine.stream.saveCheckpoint('events', sequenceNumber((await allRecords(engine)).at(-1)));
      expect(await allRecords(engine)).toEqual([]);
    }
  });

  test('has everything that was answered when the table is closed in the middle of writes', async () => {
    const dataDirectory = await emptyFolder();
    const before = await startTable({ dataDirectory });
    await before.client.send(put('first'));
    const writes = Promise.allSettled(
      Array.from({ length: 40 }, async (_, index) => {
        await before.client.send(put(`item ${index}`));
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

describe('a killed table', () => {
  test('starts again with items, indexes and stream that agree', async () => {
    const dataDirectory = await emptyFolder();
    for (let round = 1; round <= 4; round += 1) {
      const { endpoint, kill } = await spawnTable(dataDirectory);
      const client = clientFor(endpoint);
      const answered: string[] = [];
      const writer = async (pk: string) => {
        for (let step = 0; ; step += 1) {
          const { Attributes } = await client.send(countUp(pk, `${round}-${step}`));
          answered.push(`${pk} ${Attributes?.['count']}`);
          if (answered.length === 100) kill();
        }
      };
      await Promise.allSettled(Array.from({ length: 20 }, (_, index) => writer(`item ${index}`)));

      await expectAgreement(dataDirectory, answered);
    }
  });

  test('that had half-written the newest entry starts with the rest', async () => {
    const dataDirectory = await abandonedFolder();
    const journal = await journalOf(dataDirectory, 'stream');
    await truncate(journal, (await readFile(journal)).length - 5);

    const { engine, client } = await startTable({ dataDirectory });

    expect((await client.send(scan)).Count).toBe(3);
    expect((await allRecords(engine)).map((record) => summarize(record).new?.['pk'])).toEqual(['a', 'b', 'c']);
  });

  test('that had not got as far as its first request starts anew', async () => {
    const dataDirectory = await abandonedFolder();
    const marker = join(dataDirectory, 'table.json');
    await writeFile(marker, (await readFile(marker, 'utf8')).replace('"isComplete": true', '"isComplete": false'));

    const { client } = await startTable({ dataDirectory });

    expect((await client.send(scan)).Count).toBe(0);
  });
});

/** Counts an item up and moves it in the index, so that every write touches both. */
const countUp = (pk: string, dueAt: string) =>
  new UpdateCommand({
    TableName,
    Key: { pk },
    UpdateExpression: 'SET dueAt = :dueAt, duePartition = :zero ADD #count :one',
    ExpressionAttributeNames: { '#count': 'count' },
    ExpressionAttributeValues: { ':dueAt': dueAt, ':zero': '0', ':one': 1 },
    ReturnValues: 'ALL_NEW',
  });

async function expectAgreement(dataDirectory: string, answered: string[]): Promise<void> {
  const engine = await start(dataDirectory);
  const client = clientFor(engine.endpoint);
  const items = (await client.send(scan)).Items ?? [];
  const histories = Map.groupBy((await allRecords(engine)).map(summarize), (record) => record.new?.['pk']);

  for (const item of items) {
    const counts = (histories.get(item['pk']) ?? []).map((record) => record.new?.['count']);
    expect(counts).toEqual(Array.from({ length: item['count'] }, (_, index) => index + 1));
    expect(histories.get(item['pk'])?.at(-1)?.new).toEqual(item);
  }
  const recorded = [...histories.values()].flat().map((record) => `${record.new?.['pk']} ${record.new?.['count']}`);
  expect(recorded).toEqual(expect.arrayContaining(answered));

  const due = new QueryCommand({
    TableName,
    IndexName: 'due',
    KeyConditionExpression: 'duePartition = :zero',
    ExpressionAttributeValues: { ':zero': '0' },
  });
  const listed = (await client.send(due)).Items?.map(({ pk, dueAt }) => `${pk} ${dueAt}`) ?? [];
  expect(listed.toSorted()).toEqual(items.map(({ pk, dueAt }) => `${pk} ${dueAt}`).toSorted());
  await engine.close();
}

async function spawnTable(dataDirectory: string): Promise<{ endpoint: string; kill: () => void }> {
  const script = fileURLToPath(new URL('table-process.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => void child.kill('SIGKILL');
  onTestFinished(kill);
  const [line] = await once(child.stdout ?? child, 'data');
  return { endpoint: String(line).trim(), kill };
}

describe('a data folder that cannot be used is refused in one sentence', () => {
  const cannotBeRead = (why: string) =>
    new RegExp(`^The data in \\S+ cannot be read \\(${why}\\): delete that folder or start with --ephemeral\\.$`);

  test.each([
    ['an entry of the stream', 'stream', 'dropping .*'],
    ['an entry of the items', 'items', 'dropping .*'],
  ] as const)('when %s is damaged, at the next start too', async (_name, database, why) => {
    const dataDirectory = await abandonedFolder();
    await overwrite(await journalOf(dataDirectory, database), 1000);

    await expect(start(dataDirectory)).rejects.toThrow(cannotBeRead(why));
    await expect(start(dataDirectory)).rejects.toThrow(cannotBeRead(why));
  });

  test.each([
    ['the items are replaced by something else', 'items', 'it holds 0 items where 3 were written'],
    ['the stream is replaced by something else', 'stream', 'it holds 3 items where 0 were written'],
  ] as const)('when %s', async (_name, database, why) => {
    const dataDirectory = await abandonedFolder();
    await writeFile(await journalOf(dataDirectory, database), 'something else');

    await expect(start(dataDirectory)).rejects.toThrow(cannotBeRead(why));
  });

  test('when a file of the database is missing', async () => {
    const dataDirectory = await abandonedFolder();
    await rm(await journalOf(dataDirectory, 'items'));

    await expect(start(dataDirectory)).rejects.toThrow(cannotBeRead('its journal is missing'));
  });

  test('when the database does not know itself', async () => {
    const dataDirectory = await abandonedFolder();
    await writeFile(join(dataDirectory, 'items', 'CURRENT'), 'nonsense\n');

    await expect(start(dataDirectory)).rejects.toThrow(cannotBeRead('.+'));
  });

  test.each([
    ['is damaged', '{"formatVersion": 1', 'table.json is damaged'],
    ['is of another version', '{"formatVersion": 2, "other": true}', 'it was made by another version of this program'],
  ])('when its description %s', async (_name, description, why) => {
    const dataDirectory = await abandonedFolder();
    await writeFile(join(dataDirectory, 'table.json'), description);

    await expect(start(dataDirectory)).rejects.toThrow(cannotBeRead(why));
  });

  test('when it holds files of somebody else, which are left alone', async () => {
    const dataDirectory = await emptyFolder();
    await mkdir(join(dataDirectory, 'items'));
    await writeFile(join(dataDirectory, 'items', 'letter.txt'), 'Dear reader');

    await expect(start(dataDirectory)).rejects.toThrow(
      /^The folder \S+ holds files that are not this program's: move them away or start with --ephemeral\.$/,
    );
    expect(await readFile(join(dataDirectory, 'items', 'letter.txt'), 'utf8')).toBe('Dear reader');
  });

  test('when it is no folder', async () => {
    const file = join(await emptyFolder(), 'file');
    await writeFile(file, '');

    await expect(start(file)).rejects.toThrow(/^The folder \S+ cannot be used: .* start with --ephemeral\.$/);
  });

  test('while somebody else uses it', async () => {
    const dataDirectory = await emptyFolder();
    const { engine } = await startTable({ dataDirectory });

    await expect(start(dataDirectory)).rejects.toThrow(
      /^The data in \S+ is in use by another process: stop that one or start with --ephemeral\.$/,
    );
    await engine.close();
    await (await start(dataDirectory)).close();
  });

  test('when the table it was made for differs, and only then', async () => {
    const dataDirectory = await emptyFolder();
    await (await start(dataDirectory)).close();
    const [due, agenda] = TABLE.indexes;
    if (!due || !agenda) throw new Error('The table under test has two indexes.');

    const indexes = [agenda, { ...due, projection: { type: 'ALL' as const } }];
    await expect(start(dataDirectory, { ...TABLE, partitionKey: 'dueAt', indexes })).rejects.toThrow(
      /^The data in \S+ was made for a table that differs in the keys, the index due: delete that folder or start with --ephemeral\.$/,
    );
    await (await start(dataDirectory, { ...TABLE, indexes: [agenda, due] })).close();
  });
});
