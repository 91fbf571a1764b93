import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { type EmbeddedEngine, operationRequest, startEmbeddedEngine } from './embedded-engine.ts';
import type { EngineAnswer } from './engine-answer.ts';
import { createItemLocks, lockName } from './item-locks.ts';
import type { Item } from './stream-record.ts';
import { createTableRequest, type TableDefinition } from './table-definition.ts';

/** So many copies of items stay, of which each has 400 KB at most. */
const MOST_COPIES = 50;

/** One write to an item as it is now. */
export type Trial = {
  operation: 'PutItem' | 'UpdateItem' | 'DeleteItem';
  /** What the operation takes, but for the table's name. */
  input: object;
  keys: Item;
  before: Item | undefined;
};

/** Tries writes on copies of the items, so that nobody ever sees what is refused. */
export type ItemTrials = {
  /** What the write would be answered, and the item it would leave behind. */
  run(trial: Trial): Promise<{ answer: EngineAnswer; after: Item | undefined }>;
  close(): Promise<void>;
};

// What the engine answers is shaped by itself: the attribute values are not checked once more.
const NewImage = z.object({ Attributes: z.record(z.string(), z.custom<Item[string]>()) });
const Put = z.object({ Item: NewImage.shape.Attributes });

/** The item that a write which was made leaves behind. */
function itemLeft({ operation, input }: Trial, { body }: EngineAnswer): Item | undefined {
  if (operation === 'DeleteItem') return undefined;
  return operation === 'PutItem' ? Put.parse(input).Item : NewImage.parse(JSON.parse(body)).Attributes;
}

/**
 * Trials of writes to one table, in an engine of their own, which starts with the first trial. Trials of one item wait
 * for each other. A copy stays after a trial: of many writers of one item, all but one are usually refused, and the
 * next finds the copy as it needs it.
 */
export function createItemTrials(definition: TableDefinition): ItemTrials {
  const { tableName } = definition;
  const locks = createItemLocks();
  /** What the engine holds, by the name of the item. The one that was used last stands last. */
  const held = new Map<string, { keys: Item; item: Item }>();
  let copies: Promise<EmbeddedEngine> | undefined;

  async function startCopies(): Promise<EmbeddedEngine> {
    const engine = await startEmbeddedEngine(undefined);
    await engine.createTable(createTableRequest(definition));
    return engine;
  }

  /** Has the engine hold the item as it is. */
  async function copy(engine: EmbeddedEngine, name: string, { keys, before }: Trial): Promise<void> {
    const copied = held.get(name)?.item;
    // Until it is known what the engine holds, the copy counts as none.
    held.delete(name);
    if (!isDeepStrictEqual(copied, before)) await engine.setItem(tableName, keys, before);
    if (before) held.set(name, { keys, item: before });
  }

  async function dropOldest(engine: EmbeddedEngine): Promise<void> {
    const [oldest] = held.keys();
    if (oldest === undefined || held.size <= MOST_COPIES) return;
    await locks.hold([oldest], async () => {
      const dropped = held.get(oldest);
      held.delete(oldest);
      if (dropped) await engine.setItem(tableName, dropped.keys, undefined);
    });
  }

  async function runHeld(engine: EmbeddedEngine, name: string, trial: Trial) {
    const { operation, input, keys, before } = trial;
    await copy(engine, name, trial);
    const asked = { ...input, TableName: tableName, ...(operation === 'UpdateItem' && { ReturnValues: 'ALL_NEW' }) };
    const answer = await engine.ask(operationRequest(operation, JSON.stringify(asked)));
    if (answer.status !== 200) return { answer, after: before };
    const after = itemLeft(trial, answer);
    held.delete(name);
    if (after) held.set(name, { keys, item: after });
    return { answer, after };
  }

  return {
    async run(trial) {
      copies ??= startCopies();
      const engine = await copies;
      const name = lockName(trial.keys);
      const result = await locks.hold([name], () => runHeld(engine, name, trial));
      await dropOldest(engine);
      return result;
    },
    async close() {
      const engine = await copies?.catch(() => undefined);
      await engine?.close();
    },
  };
}
