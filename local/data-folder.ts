import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Clock, createClock } from './clock.ts';
import { replaceFile } from './replace-file.ts';
import { StartFailure } from './start-failure.ts';

/** One stack's data folder, locked against other processes until it is released. */
export type DataFolder = {
  path: string;
  /** A stack kept data here before. */
  hasData: boolean;
  giveBack(): Promise<void>;
};

const LOCK = 'running.pid';
const CLOCK = 'clock.json';
/** What every stack writes at its first start. */
export const SECRETS = 'secrets.json';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Locks the folder for this process, and creates it if it is missing.
 * @throws StartFailure if it is not writable or another local stack uses it
 */
export async function takeDataFolder(path: string): Promise<DataFolder> {
  const lock = join(path, LOCK);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (holder > 0 && holder !== process.pid && isAlive(holder)) throw inUse(path, lock, holder);
    await writeFile(lock, String(process.pid));
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(`The folder ${path} cannot be written to: make it writable or start with --ephemeral.`, {
      cause: error,
    });
  }
  return { path, hasData: existsSync(join(path, SECRETS)), giveBack: () => rm(lock, { force: true }) };
}

function inUse(path: string, lock: string, holder: number): StartFailure {
  return new StartFailure(
    `Another local stack (process ${holder}) uses the folder ${path}: stop it or start with --ephemeral (if process ${holder} is something else, delete ${lock}).`,
  );
}

const SavedClock = z.object({ offsetMs: z.number().check(z.gte(0)) });
type SavedClock = z.infer<typeof SavedClock>;

/**
 * The stack's clock with its last offset: the stored data has times by that clock.
 * @throws StartFailure if the file is damaged
 */
export async function restoreClock(folder: DataFolder | undefined): Promise<Clock> {
  if (!folder) return createClock();
  const path = join(folder.path, CLOCK);
  const clock = createClock(await readOffset(path));
  clock.onAdvance((offsetMs) => void replaceFile(path, JSON.stringify({ offsetMs } satisfies SavedClock)));
  return clock;
}

async function readOffset(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '{"offsetMs":0}');
  try {
    return SavedClock.parse(JSON.parse(text)).offsetMs;
  } catch (cause) {
    throw new StartFailure(
      `${path} is damaged: delete it (the clock goes back to the present) or start with --ephemeral.`,
      {
        cause,
      },
    );
  }
}
