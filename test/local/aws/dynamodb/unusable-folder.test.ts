import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startTableEngine } from '../../../../local/aws/dynamodb/table-engine.ts';
import { abandonedFolder, journalOf } from './abandoned-folder.ts';
import { NOW, TABLE } from './table-definitions.ts';
import { emptyFolder, startTable } from './table-under-test.ts';

const start = (dataDirectory: string, table = TABLE) => startTableEngine({ table, dataDirectory, now: () => NOW });

async function overwrite(file: string, position: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write('damage!!', position);
  await handle.close();
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
