/**
 * `npm run compare:dynamodb-local`: asks the embedded engine and DynamoDB Local the same random transactions and writes,
 * and has 200 callers at once book one place on DynamoDB Local. Ends with 1 if the engines come to anything different,
 * or a place is given too often. Needs Java 17 and, unless `--jars` is given, Maven.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand, type TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Command, InvalidArgumentError } from 'commander';
import { createTableRequest } from '../../local/aws/dynamodb/table-definition.ts';
import { startTableEngine } from '../../local/aws/dynamodb/table-engine.ts';
import { diceFor } from '../simulation/engine/dice.ts';
import { anOperation, aTransaction, type Operation, outcomeOf } from '../simulation/random-operations.ts';
import { stackTable } from '../support/stack-table.ts';
import { contestPlaces } from './contested-place.ts';
import { bringByMaven, emptyFolder, runs, startDynamoDbLocal } from './dynamodb-local.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('Give a whole number from 0.');
}

type Options = { jars?: string; operations: number; seed: number; rounds: number };

const { jars, operations, seed, rounds } = new Command('npm run compare:dynamodb-local --')
  .description(
    'Compares the embedded table engine with DynamoDB Local on random transactions and writes, and has 200 callers ask for one place.',
  )
  .option('--jars <folder>', 'a folder with DynamoDBLocal.jar and what it needs; left out: Maven brings it')
  .option('--operations <number>', 'how many operations', wholeNumber, 2_000)
  .option('--seed <number>', 'another seed gives other operations', wholeNumber, 1)
  .option('--rounds <number>', 'how often 200 callers ask at once for a place of 1, 2 and 7', wholeNumber, 10)
  .parse()
  .opts<Options>();

const table = stackTable();
const { tableName: TableName } = table;

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

/** Says how often the two differ. */
async function compare(theirs: DynamoDBDocumentClient, ours: DynamoDBDocumentClient): Promise<number> {
  const dice = diceFor(seed, 'comparison');
  let last: Operation | undefined;
  let differences = 0;
  const look = (asked: string, expected: unknown, answer: unknown) => {
    if (isDeepStrictEqual(answer, expected)) return;
    differences += 1;
    say(`${asked}\n  DynamoDB Local: ${JSON.stringify(expected)}\n  embedded:       ${JSON.stringify(answer)}`);
  };
  for (let count = 1; count <= operations; count += 1) {
    last = nextOperation(dice, last);
    // The client's `send` is typed for one command at a time.
    const command = last as TransactWriteCommand;
    const [expected, answer] = [await outcomeOf(() => theirs.send(command)), await outcomeOf(() => ours.send(command))];
    look(`operation ${count}: ${JSON.stringify(last.input)}`, expected, answer);
  }
  const scan = () => new ScanCommand({ TableName, ConsistentRead: true });
  look('all items', sorted((await theirs.send(scan())).Items), sorted((await ours.send(scan())).Items));
  return differences;
}

/** What this machine lacks for the comparison. */
function missing(): string | undefined {
  if (!runs('java')) return 'DynamoDB Local needs Java 17, which is not on this machine.';
  if (jars !== undefined || runs('mvn')) return undefined;
  return 'there is no Maven to bring DynamoDB Local. Name a folder that has it with --jars.';
}

async function run(): Promise<void> {
  const folder = await emptyFolder();
  const engine = await startTableEngine({ table, now: () => new Date() });
  try {
    if (jars === undefined) await bringByMaven(folder.path);
    const dynamoDbLocal = await startDynamoDbLocal(jars ?? folder.path);
    try {
      const theirs = clientFor(dynamoDbLocal.endpoint);
      // The request has the form that the engine takes as JSON; its types are wider than the SDK's.
      await theirs.send(new CreateTableCommand(createTableRequest(table) as CreateTableCommandInput));
      const differences = await compare(theirs, clientFor(engine.endpoint));
      say(
        `${operations} operations of seed ${seed}: ${differences === 0 ? 'no difference' : `${differences} differences`}.`,
      );
      process.exitCode = differences === 0 ? 0 : 1;
      const forMany = clientFor(dynamoDbLocal.endpoint, { requestHandler: { httpAgent: { maxSockets: 200 } } });
      await contestPlaces(forMany, TableName, rounds, say);
    } finally {
      dynamoDbLocal.close();
    }
  } finally {
    await engine.close();
    await folder.remove();
  }
}

const lacking = missing();
if (lacking === undefined) await run();
else say(`Skipped: ${lacking}`);
