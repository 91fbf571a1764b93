import { isDeepStrictEqual } from 'node:util';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, ScanCommand, type TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { createTableRequest } from '../../../local/aws/dynamodb/table-definition.ts';
import { startTableEngine } from '../../../local/aws/dynamodb/table-engine.ts';
import { diceFor } from '../../simulation/engine/dice.ts';
import { anOperation, aTransaction, type Operation, outcomeOf } from '../../simulation/random-operations.ts';
import { stackTable } from '../../support/stack-table.ts';
import { type Comparison, say, type Verdict } from '../comparison.ts';
import { inFreshFolder } from '../fresh-folder.ts';
import { runs } from '../run-program.ts';
import { contestPlaces } from './contested-place.ts';
import { bringByMaven, COORDINATES, startDynamoDbLocal } from './dynamodb-local.ts';

const table = stackTable();
const { tableName: TableName } = table;

export type TableOptions = {
  /** A folder with DynamoDBLocal.jar and what it needs; without it Maven brings them. */
  jars?: string;
  operations: number;
  seed: number;
  rounds: number;
};

function clientFor(endpoint: string, more: DynamoDBClientConfig = { maxAttempts: 1 }): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials, ...more });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** Both refuse a transaction that names an item twice, but DynamoDB Local does so only once its conditions hold. */
function namesAnItemTwice({ input }: Operation): boolean {
  const actions = ('TransactItems' in input && input.TransactItems) || [];
  const keys = actions.map(({ Put, Update, Delete, ConditionCheck }) => {
    const { pk } = Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key ?? {};
    return pk;
  });
  return new Set(keys).size < keys.length;
}

function nextOperation(dice: ReturnType<typeof diceFor>, last: Operation | undefined): Operation {
  const [isRepeated, isSingle] = [dice.chance(0.1), dice.chance(0.2)];
  if (isRepeated && last) return last;
  for (;;) {
    const operation = isSingle ? anOperation(TableName, dice) : aTransaction(TableName, dice);
    if (!namesAnItemTwice(operation)) return operation;
  }
}

const sorted = (items: Record<string, unknown>[] = []) =>
  items.toSorted((one, other) => (String(one['pk']) < String(other['pk']) ? -1 : 1));

/** One answer of both engines to the same. */
type Pair = { asked: string; theirs: unknown; ours: unknown };

function differenceIn({ asked, theirs, ours }: Pair): string[] {
  if (isDeepStrictEqual(theirs, ours)) return [];
  return [`${asked}\n  DynamoDB Local: ${JSON.stringify(theirs)}\n  embedded:       ${JSON.stringify(ours)}`];
}

type Engines = { theirs: DynamoDBDocumentClient; ours: DynamoDBDocumentClient };

async function allItems({ theirs, ours }: Engines): Promise<Pair> {
  const scan = () => new ScanCommand({ TableName, ConsistentRead: true });
  const [one, other] = [(await theirs.send(scan())).Items, (await ours.send(scan())).Items];
  return { asked: 'all items', theirs: sorted(one), ours: sorted(other) };
}

/** Asks both engines the same, one after the other. */
async function differencesOf(engines: Engines, { operations, seed }: TableOptions): Promise<string[]> {
  const { theirs, ours } = engines;
  const dice = diceFor(seed, 'comparison');
  const differences: string[] = [];
  let last: Operation | undefined;
  for (let count = 1; count <= operations; count += 1) {
    last = nextOperation(dice, last);
    // The client's `send` is typed for one command at a time.
    const command = last as TransactWriteCommand;
    const asked = `operation ${count}: ${JSON.stringify(last.input)}`;
    const pair = {
      theirs: await outcomeOf(() => theirs.send(command)),
      ours: await outcomeOf(() => ours.send(command)),
    };
    differences.push(...differenceIn({ asked, ...pair }));
  }
  return [...differences, ...differenceIn(await allItems(engines))];
}

/** Whether an item that only one of them has is seen. */
async function plantItem(engines: Engines): Promise<boolean> {
  await engines.ours.send(new PutCommand({ TableName, Item: { pk: 'planted', type: 'planted' } }));
  return differenceIn(await allItems(engines)).length > 0;
}

async function compareWith(jars: string, options: TableOptions): Promise<Verdict> {
  const engine = await startTableEngine({ table, now: () => new Date() });
  const dynamoDbLocal = await startDynamoDbLocal(jars).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  try {
    const engines = { theirs: clientFor(dynamoDbLocal.endpoint), ours: clientFor(engine.endpoint) };
    // The request has the form that the engine takes as JSON; its types are wider than the SDK's.
    await engines.theirs.send(new CreateTableCommand(createTableRequest(table) as CreateTableCommandInput));
    const differences = await differencesOf(engines, options);
    const isSeen = await plantItem(engines);
    const forMany = clientFor(dynamoDbLocal.endpoint, { requestHandler: { httpAgent: { maxSockets: 200 } } });
    await contestPlaces(forMany, TableName, options.rounds, say);
    const { operations, seed, rounds } = options;
    return {
      compared: `${operations} operations of seed ${seed} on DynamoDB Local ${COORDINATES.version}, and ${rounds} rounds in which 200 callers ask for a place of 1, 2 and 7`,
      differences,
      planted: [{ what: 'an item that only the embedded engine has', isSeen }],
    };
  } finally {
    dynamoDbLocal.close();
    await engine.close();
  }
}

function lacks({ jars }: TableOptions): string | undefined {
  if (!runs('java', '-version')) return 'DynamoDB Local needs Java 17, which is not on this machine';
  if (jars !== undefined || runs('mvn', '-version')) return undefined;
  return 'there is no Maven to bring DynamoDB Local. Name a folder that has it with --jars';
}

/** The embedded table engine, against DynamoDB Local, on random transactions and writes; and 200 callers for one place there. */
export const tables = (options: TableOptions): Comparison => ({
  lacks: () => lacks(options),
  compare: () =>
    inFreshFolder(async (folder) => {
      if (options.jars === undefined) await bringByMaven(folder);
      return compareWith(options.jars ?? folder, options);
    }),
});
