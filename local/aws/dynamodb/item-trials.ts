import { type EmbeddedEngine, operationRequest, startEmbeddedEngine } from './embedded-engine.ts';
import type { EngineAnswer } from './engine-answer.ts';
import type { Item } from './stream-record.ts';
import { createTableRequest, type TableDefinition } from './table-definition.ts';

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

/** Trials of writes to one table, in an engine of their own, which starts with the first trial. */
export function createItemTrials(definition: TableDefinition): ItemTrials {
  const { tableName } = definition;
  let copies: Promise<EmbeddedEngine> | undefined;
  let lastTrial: Promise<unknown> = Promise.resolve();

  async function startCopies(): Promise<EmbeddedEngine> {
    const engine = await startEmbeddedEngine(undefined);
    await engine.createTable(createTableRequest(definition));
    return engine;
  }

  async function runNow({ operation, input, keys, before }: Trial) {
    copies ??= startCopies();
    const engine = await copies;
    if (before) await engine.setItem(tableName, keys, before);
    const answer = await engine.ask(operationRequest(operation, JSON.stringify({ ...input, TableName: tableName })));
    const after = answer.status === 200 ? await engine.getItem(tableName, keys) : before;
    await engine.setItem(tableName, keys, undefined);
    return { answer, after };
  }

  return {
    run(trial) {
      const result = lastTrial.then(() => runNow(trial));
      lastTrial = result.catch(() => undefined);
      return result;
    },
    async close() {
      const engine = await copies?.catch(() => undefined);
      await engine?.close();
    },
  };
}
