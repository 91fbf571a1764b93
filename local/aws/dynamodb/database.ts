import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AbstractLevel } from 'abstract-level';
import { Level } from 'level';
import { MemoryLevel } from 'memory-level';
import * as z from 'zod/mini';

/** An ordered key-value database: LevelDB in a folder, or its counterpart in memory. Values are JSON. */
export type Database = AbstractLevel<string | Buffer | Uint8Array, string, unknown>;

/** Another process has the database open. */
export class DatabaseInUse extends Error {
  override name = 'DatabaseInUse';
}

/** The database cannot be opened as it is; the message says why. */
export class DatabaseUnreadable extends Error {
  override name = 'DatabaseUnreadable';
}

/** Something that was written to the database is lost; the message says what. */
export class DatabaseDamaged extends Error {
  override name = 'DatabaseDamaged';
}

export const openMemoryDatabase = (): Database => new MemoryLevel<string, unknown>({ valueEncoding: 'json' });

/**
 * Opens the database in a folder, which keeps every other process out of it until it is closed or this process ends.
 * What a killed process had half-written at the end of the newest file is dropped, as LevelDB does; any other loss is
 * damage. Throws `DatabaseInUse`, `DatabaseUnreadable` or `DatabaseDamaged`.
 */
export async function openDatabase(path: string, { isNew }: { isNew: boolean }): Promise<Database> {
  // LevelDB makes a missing journal anew without a word.
  if (!isNew && !(await hasJournal(path))) throw new DatabaseUnreadable('its journal is missing');
  const database = new Level<string, unknown>(path, { valueEncoding: 'json', createIfMissing: isNew });
  try {
    await database.open();
  } catch (error) {
    throw openingError(error);
  }
  const dropped = await droppedOnOpening(path);
  if (dropped) {
    await database.close();
    throw new DatabaseDamaged(dropped);
  }
  return database;
}

/** Reads the whole database and counts the entries under a prefix. Throws `DatabaseDamaged` if one cannot be read. */
export async function countReadable(database: Database, prefix: string): Promise<number> {
  let count = 0;
  try {
    for await (const [key] of database.iterator()) if (key.startsWith(prefix)) count += 1;
  } catch (error) {
    throw new DatabaseDamaged(error instanceof Error ? error.message : 'an entry cannot be read');
  }
  return count;
}

async function hasJournal(path: string): Promise<boolean> {
  const files = await readdir(path).catch(() => []);
  return files.some((file) => file.endsWith('.log'));
}

const OpeningFailure = z.object({ cause: z.object({ code: z.string(), message: z.string() }) });

function openingError(error: unknown): unknown {
  const failure = OpeningFailure.safeParse(error);
  if (!failure.success) return error;
  const { code, message } = failure.data.cause;
  return code === 'LEVEL_LOCKED' ? new DatabaseInUse(message) : new DatabaseUnreadable(message);
}

/**
 * LevelDB steps over damaged entries and says so only in its own log, which begins anew at each opening:
 * "(ignoring error) …/000003.log: dropping 31111 bytes; Corruption: checksum mismatch".
 */
async function droppedOnOpening(path: string): Promise<string | undefined> {
  const log = await readFile(join(path, 'LOG'), 'utf8').catch(() => '');
  return /dropping \d+ bytes; .*/.exec(log)?.[0];
}
