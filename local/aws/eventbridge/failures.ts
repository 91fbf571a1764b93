import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queue } from '../sqs/queue.ts';
import type { Destination } from '../template/stack-model.ts';

/** Sends a final failure to its destination; resolves when it is stored. */
export type KeepFailure = (destination: Destination, record: Record<string, unknown>) => Promise<void>;

/** The contents of the stack's failure buckets. */
export type FailureStore = {
  keep(bucket: string, record: Record<string, unknown>): Promise<void>;
  /** The newest ones, oldest first. */
  recent(): unknown[];
};

const RECENT_LIMIT = 200;

/** The folder for failures in a stack's data folder. */
export const failuresIn = (dataDirectory: string): string => join(dataDirectory, 'failures');

/**
 * Keeps failures as files in `directory`, whose names begin with the time, or in memory without one. The runner deletes no
 * file from the folder: `npm run channel -- replay --local` does.
 */
export async function openFailureStore(directory: string | undefined, now: () => Date): Promise<FailureStore> {
  const recent = directory === undefined ? [] : await readNewest(directory);
  return {
    async keep(bucket, record) {
      const kept = { bucket, ...record };
      recent.push(kept);
      if (recent.length > RECENT_LIMIT) recent.shift();
      if (directory === undefined) return;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const name = `${now().toISOString().replaceAll(':', '.')}-${randomUUID()}.json`;
      await writeFile(join(directory, name), `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 });
    },
    recent: () => [...recent],
  };
}

/** File names begin with the time. The reader skips an unreadable file and leaves it for a person. */
async function readNewest(directory: string): Promise<unknown[]> {
  const names = (await readdir(directory).catch((): string[] => [])).filter((name) => name.endsWith('.json')).sort();
  const kept = await Promise.all(
    names.slice(-RECENT_LIMIT).map(async (name): Promise<unknown[]> => {
      try {
        return [JSON.parse(await readFile(join(directory, name), 'utf8'))];
      } catch {
        return [];
      }
    }),
  );
  return kept.flat();
}

/** Sends failures to the stack's queues, and to the store that replaces its buckets. */
export function createKeepFailure(store: FailureStore, queueOf: (id: string) => Queue): KeepFailure {
  return (destination, record) =>
    destination.kind === 'queue'
      ? queueOf(destination.queue).send(JSON.stringify(record))
      : store.keep(destination.bucket, record);
}
