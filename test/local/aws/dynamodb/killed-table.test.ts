import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScanCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startTableEngine } from '../../../../local/aws/dynamodb/table-engine.ts';
import { abandonedFolder, journalOf } from './abandoned-folder.ts';
import { NOW, TABLE } from './table-definitions.ts';
import { allRecords, clientFor, emptyFolder, queryIndex, startTable, summarize } from './table-under-test.ts';

const { tableName: TableName } = TABLE;
const scan = new ScanCommand({ TableName });

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
      const pairWriter = async (pair: string) => {
        for (let step = 0; ; step += 1) {
          const both = [`${pair} left`, `${pair} right`].map((pk) => ({ Update: countingUp(pk, `${round}-${step}`) }));
          await client.send(new TransactWriteCommand({ TransactItems: both }));
        }
      };
      await Promise.allSettled([
        ...Array.from({ length: 20 }, (_, index) => writer(`item ${index}`)),
        ...Array.from({ length: 5 }, (_, index) => pairWriter(`pair ${index}`)),
      ]);

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
const countingUp = (pk: string, dueAt: string) => ({
  TableName,
  Key: { pk },
  UpdateExpression: 'SET dueAt = :dueAt, duePartition = :zero ADD #count :one',
  ExpressionAttributeNames: { '#count': 'count' },
  ExpressionAttributeValues: { ':dueAt': dueAt, ':zero': '0', ':one': 1 },
});
const countUp = (pk: string, dueAt: string) => new UpdateCommand({ ...countingUp(pk, dueAt), ReturnValues: 'ALL_NEW' });

async function expectAgreement(dataDirectory: string, answered: string[]): Promise<void> {
  const engine = await startTableEngine({ table: TABLE, dataDirectory, now: () => NOW });
  const client = clientFor(engine.endpoint);
  const items = (await client.send(scan)).Items ?? [];
  const histories = Map.groupBy((await allRecords(engine)).map(summarize), (record) => record.new?.['pk']);

  for (const item of items) {
    const counts = (histories.get(item['pk']) ?? []).map((record) => record.new?.['count']);
    expect(counts).toEqual(Array.from({ length: item['count'] }, (_, index) => index + 1));
    expect(histories.get(item['pk'])?.at(-1)?.new).toEqual(item);
  }
  const counts = new Map(items.map((item) => [item['pk'], item['count']]));
  const pairs = [...counts.keys()].filter((pk) => pk.endsWith(' left'));
  expect(pairs).not.toEqual([]);
  for (const left of pairs) expect(counts.get(left.replace('left', 'right'))).toBe(counts.get(left));

  const recorded = [...histories.values()].flat().map((record) => `${record.new?.['pk']} ${record.new?.['count']}`);
  expect(recorded).toEqual(expect.arrayContaining(answered));

  const listed =
    (await client.send(queryIndex('due', 'duePartition', '0'))).Items?.map(({ pk, dueAt }) => `${pk} ${dueAt}`) ?? [];
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
