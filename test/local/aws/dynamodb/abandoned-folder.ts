import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyFolder, put, startTable } from './table-under-test.ts';

/** A folder as a killed table leaves it behind: three items, nothing under way. */
export async function abandonedFolder(): Promise<string> {
  const [live, abandoned] = [await emptyFolder(), await emptyFolder()];
  const { engine, client } = await startTable({ dataDirectory: live });
  for (const pk of ['a', 'b', 'c']) await client.send(put({ pk, text: 'x'.repeat(2000) }));
  await cp(live, abandoned, { recursive: true });
  await engine.close();
  return abandoned;
}

/** The journal of one of the folder's databases: what LevelDB has not moved to its tables yet. */
export async function journalOf(dataDirectory: string, database: 'items' | 'stream'): Promise<string> {
  const folder = join(dataDirectory, database);
  const journals = (await readdir(folder)).filter((file) => file.endsWith('.log')).toSorted();
  return join(folder, journals.at(-1) ?? 'no journal');
}
