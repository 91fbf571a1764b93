import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import {
  countReadable,
  type Database,
  DatabaseDamaged,
  DatabaseInUse,
  DatabaseUnreadable,
  openDatabase,
  openMemoryDatabase,
} from './database.ts';
import { differences, TableDefinition } from './table-definition.ts';

/** Where a table's data is, checked. No other process gets at it until `streamDatabase` is closed. */
export type TableData = {
  /** Where the engine is to keep the items; nobody has it open yet. In memory: `undefined`. */
  itemsPath: string | undefined;
  /** The open database of the stream. */
  streamDatabase: Database;
  /** How many items there are; `undefined` before the first use. */
  itemCount: number | undefined;
  /** Says that the data is in use from now on: what is missing from it later is damage. */
  markComplete(): Promise<void>;
  /** Remembers damage, so that every later start refuses the folder too, and gives the error to throw for it. */
  refuse(damage: DatabaseDamaged): Promise<Error>;
};

const MARKER = 'table.json';
const MARKER_DRAFT = 'table.json.draft';
const FORMAT_VERSION = 1;

export const dataInMemory = (): TableData => ({
  itemsPath: undefined,
  streamDatabase: openMemoryDatabase(),
  itemCount: undefined,
  markComplete: async () => undefined,
  refuse: async (damage) => damage,
});

/** What `table.json` says of the folder it lies in. */
const Marker = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  /** False until the first start has made everything. */
  isComplete: z.boolean(),
  definition: TableDefinition,
  /** Damage found earlier: LevelDB drops what it cannot read, so the next opening would find nothing wrong. */
  damage: z.exactOptional(z.string()),
});
type Marker = z.infer<typeof Marker>;

/**
 * Opens the folder, making it if it is not there. Throws an `Error` with a sentence for the person who started the
 * program if it cannot be used: damaged, not ours, of another version, of another table, in use.
 */
export async function openDataDirectory(path: string, definition: TableDefinition): Promise<TableData> {
  const marker = (await readMarker(path)) ?? (await begin(path, definition));
  if (marker.damage !== undefined) throw cannotRead(path, marker.damage);
  const differing = differences(marker.definition, definition);
  if (differing.length > 0) {
    throw new Error(`The data in ${path} was made for a table that differs in ${differing.join(', ')}: ${WAY_OUT}`);
  }

  const refuse = async (damage: DatabaseDamaged) => {
    await writeMarker(path, { ...marker, damage: damage.message });
    return cannotRead(path, damage.message);
  };
  try {
    return {
      ...(await openContents(path, marker, definition)),
      markComplete: () => writeMarker(path, { ...marker, isComplete: true }),
      refuse,
    };
  } catch (error) {
    if (error instanceof DatabaseInUse) {
      throw new Error(`The data in ${path} is in use by another process: stop that one or start with --ephemeral.`, {
        cause: error,
      });
    }
    if (error instanceof DatabaseUnreadable) throw cannotRead(path, error.message);
    throw error instanceof DatabaseDamaged ? await refuse(error) : error;
  }
}

const WAY_OUT = 'delete that folder or start with --ephemeral.';

const cannotRead = (path: string, why: string) => new Error(`The data in ${path} cannot be read (${why}): ${WAY_OUT}`);

async function openContents(path: string, { isComplete }: Marker, { tableName }: TableDefinition) {
  const itemsPath = join(path, 'items');
  // Opened first: it is what keeps other processes out.
  const streamDatabase = await openDatabase(join(path, 'stream'), { isNew: !isComplete });
  try {
    if (!isComplete) {
      // The first start did not get as far as taking a request.
      await streamDatabase.clear();
      await rm(itemsPath, { recursive: true, force: true });
      return { itemsPath, streamDatabase, itemCount: undefined };
    }
    return { itemsPath, streamDatabase, itemCount: await countItems(itemsPath, tableName) };
  } catch (error) {
    await streamDatabase.close();
    throw error;
  }
}

async function countItems(itemsPath: string, tableName: string): Promise<number> {
  const items = await openDatabase(itemsPath, { isNew: false });
  try {
    // The prefix under which dynalite keeps a table's items.
    return await countReadable(items, `item-${tableName}~`);
  } finally {
    await items.close();
  }
}

/** The marker; `undefined` if the folder is empty or not there. */
async function readMarker(path: string): Promise<Marker | undefined> {
  const files = await list(path);
  if (files.length === 0) return undefined;
  if (!files.includes(MARKER)) {
    throw new Error(
      `The folder ${path} holds files that are not this program's: move them away or start with --ephemeral.`,
    );
  }
  const text = await readFile(join(path, MARKER), 'utf8');
  const content = parse(text);
  if (!content) throw cannotRead(path, `${MARKER} is damaged`);
  const marker = Marker.safeParse(content);
  if (marker.success) return marker.data;
  const isOtherVersion = content.formatVersion !== FORMAT_VERSION;
  throw cannotRead(path, isOtherVersion ? 'it was made by another version of this program' : `${MARKER} is damaged`);
}

const Versioned = z.looseObject({ formatVersion: z.number() });

function parse(text: string): z.infer<typeof Versioned> | undefined {
  try {
    return Versioned.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function list(path: string): Promise<string[]> {
  try {
    await mkdir(path, { recursive: true });
    return (await readdir(path)).filter((file) => file !== MARKER_DRAFT);
  } catch (error) {
    throw new Error(
      `The folder ${path} cannot be used: make it a folder this program may write to or start with --ephemeral.`,
      { cause: error },
    );
  }
}

async function begin(path: string, definition: TableDefinition): Promise<Marker> {
  const marker: Marker = { formatVersion: FORMAT_VERSION, isComplete: false, definition };
  await writeMarker(path, marker);
  return marker;
}

/** Replaces the marker in one step, so that a kill leaves either the old or the new one. */
async function writeMarker(path: string, marker: Marker): Promise<void> {
  await writeFile(join(path, MARKER_DRAFT), `${JSON.stringify(marker, undefined, 2)}\n`);
  await rename(join(path, MARKER_DRAFT), join(path, MARKER));
}
