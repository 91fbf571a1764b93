import { cp, readFile, stat, truncate } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { journalOf } from './abandoned-folder.ts';
import { allRecords, emptyFolder, put, queryIndex, startTable, summarize } from './table-under-test.ts';
import { deleting, EXISTS, itemsOf, putting, setting, transact } from './transaction-actions.ts';

/** How long the journals of a folder are: what a process has written of them when it is killed. */
type Written = { stream: number; items: number };

const TOKEN = 'the-token';
const TRANSACTION = transact(
  [
    putting({ pk: 'new', duePartition: '0', dueAt: '1' }, { ConditionExpression: 'attribute_not_exists(pk)' }),
    setting('changed', 'after'),
    deleting('gone', { ConditionExpression: EXISTS }),
  ],
  TOKEN,
);
const BEFORE = [
  { pk: 'changed', text: 'before' },
  { pk: 'gone', duePartition: '0', dueAt: '2' },
];
const AFTER = [
  { pk: 'changed', text: 'after' },
  { pk: 'new', duePartition: '0', dueAt: '1' },
];

async function writtenIn(folder: string): Promise<Written> {
  const lengthOf = async (database: 'stream' | 'items') => (await stat(await journalOf(folder, database))).size;
  return { stream: await lengthOf('stream'), items: await lengthOf('items') };
}

/** A copy of a folder as a process leaves it that is killed when it has written so much of its journals. */
async function killedAt(folder: string, { stream, items }: Written): Promise<string> {
  const copy = await emptyFolder();
  await cp(folder, copy, { recursive: true });
  await truncate(await journalOf(copy, 'stream'), stream);
  await truncate(await journalOf(copy, 'items'), items);
  return copy;
}

/** The length of a journal up to the end of the entry that begins there: seven bytes of LevelDB's, of which two tell it. */
async function endOfEntry(journal: string, begin: number): Promise<number> {
  return begin + 7 + (await readFile(journal)).readUInt16LE(begin + 4);
}

/** Some lengths from one to another, both of them among these, and one byte more and less than each. */
function lengthsBetween(from: number, to: number, parts: number): number[] {
  const steps = Array.from({ length: parts + 1 }, (_, part) => from + Math.round(((to - from) * part) / parts));
  return [...new Set([...steps, from + 1, to - 1])];
}

/** What a folder holds once it is started again, checked to be all of the transaction or nothing of it. */
async function restarted(dataDirectory: string): Promise<'all' | 'nothing'> {
  const { engine, client } = await startTable({ dataDirectory });
  const items = await itemsOf(client);
  const due = (await client.send(queryIndex('due', 'duePartition', '0'))).Items?.map(({ pk }) => pk);
  const changes = (await allRecords(engine)).slice(BEFORE.length).map((record) => summarize(record).eventName);
  const isDone = items.some(({ pk }) => pk === 'new');
  expect(items).toEqual(isDone ? AFTER : BEFORE);
  expect(due).toEqual(isDone ? ['new'] : ['gone']);
  expect(changes).toEqual(isDone ? ['INSERT', 'MODIFY', 'REMOVE'] : []);
  // Whoever asked had no answer and repeats it, which has no second effect.
  await client.send(TRANSACTION);
  expect(await itemsOf(client)).toEqual(AFTER);
  expect(await allRecords(engine)).toHaveLength(BEFORE.length + 3);
  await engine.close();
  return isDone ? 'all' : 'nothing';
}

/** A folder whose process made the transaction, and how far its journals were when it began, noted and ended it. */
async function folderWithTransaction() {
  const [live, folder] = [await emptyFolder(), await emptyFolder()];
  const { engine, client } = await startTable({ dataDirectory: live });
  for (const item of BEFORE) await client.send(put(item));
  const began = await writtenIn(live);
  await client.send(TRANSACTION);
  const ended = await writtenIn(live);
  await cp(live, folder, { recursive: true });
  await engine.close();
  const noted = await endOfEntry(await journalOf(folder, 'stream'), began.stream);
  return { folder, began, noted, ended };
}

describe('a transaction whose process is killed', () => {
  test('before it is noted is not made, and from there on is made by the next start', async () => {
    const { folder, began, noted, ended } = await folderWithTransaction();
    const outcomes = async (points: Written[]) => {
      const seen = new Set<string>();
      for (const point of points) seen.add(await restarted(await killedAt(folder, point)));
      return [...seen];
    };

    const whileNoted = lengthsBetween(began.stream, noted - 1, 4).map((stream) => ({ ...began, stream }));
    expect(await outcomes(whileNoted)).toEqual(['nothing']);
    const whileMade = lengthsBetween(began.items, ended.items, 8).map((items) => ({ stream: noted, items }));
    expect(await outcomes(whileMade)).toEqual(['all']);
    const whileClosed = lengthsBetween(noted, ended.stream, 4).map((stream) => ({ ...ended, stream }));
    expect(await outcomes(whileClosed)).toEqual(['all']);
  });

  test('and once more while the next start makes it, is made by the one after that', async () => {
    const { folder, began, noted, ended } = await folderWithTransaction();
    const halfway = Math.round((began.items + ended.items) / 2);
    const recovering = await killedAt(folder, { stream: noted, items: halfway });
    const recovered = await emptyFolder();
    const { engine } = await startTable({ dataDirectory: recovering });
    await cp(recovering, recovered, { recursive: true });
    await engine.close();

    const written = await writtenIn(recovered);
    const points = [
      ...lengthsBetween(0, written.items, 6).map((items) => ({ stream: 0, items })),
      ...lengthsBetween(0, written.stream, 4).map((stream) => ({ ...written, stream })),
    ];
    for (const point of points) expect(await restarted(await killedAt(recovered, point))).toBe('all');
  });
});
