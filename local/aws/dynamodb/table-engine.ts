import { dataInMemory, openDataDirectory, type TableData } from './data-directory.ts';
import { DatabaseDamaged } from './database.ts';
import { type EmbeddedEngine, type EngineRequest, startEmbeddedEngine } from './embedded-engine.ts';
import type { EngineAnswer } from './engine-answer.ts';
import { startExpiry } from './expiry.ts';
import { createExpiryIndex } from './expiry-index.ts';
import { createItemLocks } from './item-locks.ts';
import { createItemTrials } from './item-trials.ts';
import { createItemWrites } from './item-writes.ts';
import { createRelay } from './relay.ts';
import { openRequestTokens } from './request-tokens.ts';
import { openStreamLog, type StreamLog } from './stream-log.ts';
import { createTableRequest, type TableDefinition } from './table-definition.ts';
import type { TableStream } from './table-stream.ts';
import { createTransactions } from './transactions.ts';
import { createWriteRules } from './write-rules.ts';

export type { IndexDefinition, TableDefinition } from './table-definition.ts';
export type { TableStream } from './table-stream.ts';

/** A DynamoDB table with a stream on this machine. */
export type TableEngine = {
  /** What the AWS SDK takes as its endpoint: `http://127.0.0.1:<free port>`. Any credentials will do. */
  endpoint: string;
  /** Answers a request as over a connection, for those in the same process. */
  ask(request: EngineRequest): Promise<EngineAnswer>;
  stream: TableStream;
  /** Deletes what the TTL attribute says is past by now; gives how many items went. Also runs every few seconds. */
  expireNow(): Promise<number>;
  /** Answers what is under way, writes everything down and frees the data folder. */
  close(): Promise<void>;
};

export type TableEngineOptions = {
  table: TableDefinition;
  /** Where everything is kept from one start to the next; none: in memory. */
  dataDirectory?: string;
  /** The AWS region the stream's records name. */
  region?: string;
  now: () => Date;
};

/**
 * Starts the table, making it at the first start. Throws an `Error` whose message is a sentence for the person who
 * started the program if the data folder cannot be used.
 */
export async function startTableEngine(options: TableEngineOptions): Promise<TableEngine> {
  const { table, dataDirectory } = options;
  const data = dataDirectory === undefined ? dataInMemory() : await openDataDirectory(dataDirectory, table);
  try {
    return await startOn(data, options);
  } catch (error) {
    await data.streamDatabase.close();
    throw error instanceof DatabaseDamaged ? await data.refuse(error) : error;
  }
}

async function startOn(
  data: TableData,
  { table, region = 'eu-west-1', now }: TableEngineOptions,
): Promise<TableEngine> {
  const index = createExpiryIndex(data.streamDatabase, table.ttlAttribute);
  const log = await openStreamLog({
    database: data.streamDatabase,
    isDurable: data.itemsPath !== undefined,
    source: {
      region,
      arn: `arn:aws:dynamodb:${region}:000000000000:table/${table.tableName}/stream/2026-01-01T00:00:00.000`,
    },
    now,
    alongWith: index.operationsFor,
  });
  if (data.itemCount !== undefined) await checkItemCount(data.itemCount, log);

  const engine = await startEmbeddedEngine(data.itemsPath);
  const trials = createItemTrials(table);
  const locks = createItemLocks();
  const rules = createWriteRules(table, trials);
  const writes = createItemWrites({ engine, tableName: table.tableName, log, rules, locks });
  const tokens = await openRequestTokens(data.streamDatabase, now);
  const transactions = createTransactions({ engine, definition: table, log, trials, locks, tokens });
  try {
    await prepareTable(engine, table, data);
    for (const [id, intent] of await log.openIntents()) {
      await (intent.operation === 'TransactWriteItems' ? transactions.finish(intent, id) : writes.recover(intent, id));
    }
    await data.markComplete();
  } catch (error) {
    await engine.close();
    throw error;
  }

  const relay = createRelay({ engine, writes, transactions, definition: table });
  const expiry = startExpiry({ definition: table, index, writes, now });
  engine.serve(relay.listener);

  async function close(): Promise<void> {
    await expiry.stop();
    const closed = engine.close();
    await relay.close();
    await trials.close();
    engine.dropConnections();
    await closed;
    await log.close();
  }
  let closing: Promise<void> | undefined;

  return {
    endpoint: engine.endpoint,
    ask: relay.ask,
    stream: log.stream,
    expireNow: expiry.expireNow,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** The engine's database would not notice a lost file: the stream knows how many items there must be. */
async function checkItemCount(itemCount: number, log: StreamLog): Promise<void> {
  const uncertain = (await log.openIntents()).flatMap(([, { items }]) => items).length;
  if (Math.abs(itemCount - log.itemCount()) > uncertain) {
    throw new DatabaseDamaged(`it holds ${itemCount} items where ${log.itemCount()} were written`);
  }
}

async function prepareTable(engine: EmbeddedEngine, table: TableDefinition, { itemCount }: TableData): Promise<void> {
  if (itemCount === undefined) return engine.createTable(createTableRequest(table));
  if (!(await engine.hasTable(table.tableName))) throw new DatabaseDamaged('its table is missing');
}
