import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseJson } from '../../functions/shared/domain/text/json.ts';
import { parseInput } from '../parse-input.ts';
import { replaceFile } from '../replace-file.ts';
import { SavedState } from './channel-state.ts';

/** Delay between the first change and the write; a kill loses the changes in between. */
const DELAY_MS = 500;

/** The state file's path in a data directory. */
export function stateFilePath(dataDirectory: string): string {
  return join(dataDirectory, 'provider.json');
}

/** Reads the stored state, `undefined` on the first run. Throws an `Error` for the user if it is damaged. */
export async function readStateFile(path: string): Promise<SavedState | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new Error(`The simulator's data in ${path} cannot be read: check its permissions.`, { cause });
  }
  const parsed = parseInput(SavedState, parseJson(text));
  if (parsed.ok) return parsed.value;
  throw new Error(`The simulator's data in ${path} is damaged (${parsed.fault}): delete this file to start afresh.`);
}

export type StateFile = {
  /** Marks the state as changed; one write soon covers many changes. */
  changed(): void;
  /** Writes pending changes. Throws if that fails. */
  close(): Promise<void>;
};

/** Keeps `snapshot()` in a file that is replaced as a whole: after a crash it is the old or the new one. */
export function createStateFile(path: string, snapshot: () => SavedState): StateFile {
  let dirty = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write() {
    dirty = false;
    await mkdir(dirname(path), { recursive: true });
    await replaceFile(path, JSON.stringify(snapshot()));
  }

  function writeSoon() {
    timer = undefined;
    // A failed write leaves the state dirty: the next change or the closing tries again, and the closing reports it.
    writing = writing.then(write).catch(() => {
      dirty = true;
    });
  }

  return {
    changed() {
      dirty = true;
      timer ??= setTimeout(writeSoon, DELAY_MS);
    },
    async close() {
      clearTimeout(timer);
      await writing;
      if (dirty) await write();
    },
  };
}
