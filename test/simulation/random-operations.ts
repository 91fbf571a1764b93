import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Dice } from './engine/dice.ts';
import { INDEXES, type IndexName } from './model/indexes.ts';

/*
 * Operations on three items, of the forms that the store sends, some of which are refused. Two tables that are asked
 * the same, one after the other, come to the same.
 */

const CONDITIONS = [
  'attribute_not_exists(pk)',
  'attribute_exists(pk)',
  'attribute_not_exists(#fact) OR #fact < :at',
  'attribute_not_exists(#fact) OR #fact <> :at',
  '#fact > :at AND attribute_exists(pk)',
  'revision = :one',
  'revision < :one AND (attribute_not_exists(newestEntry) OR newestEntry < :at)',
  '#fact IN (:at, :other)',
  '#fact BETWEEN :at AND :other',
  'attribute_not_exists(aliases) OR (NOT contains(aliases, :other) AND size(aliases) < :one)',
  'contains(aliases, :at)',
  'begins_with(#fact, :prefix)',
  'size(history) <= :one',
  'history.#id.#time = :at',
] as const;

const UPDATES = [
  'SET #fact = :at',
  'SET #fact = if_not_exists(#fact, :at), newestEntry = :other',
  'SET revision = :one, history = :history',
  'SET revision = revision + :one',
  'SET history.#id = :entry, newestEntry = :at REMOVE #fact',
  'SET history.#id.#time = :other',
  'REMOVE history.#id, aliases',
  'SET newestEntry = :other ADD aliases :aliases',
  'DELETE aliases :aliases',
  'SET newestEntry = :other ADD revision :one',
  'SET newestEntry = #fact, #fact = newestEntry',
  'SET duePartition = :due, dueAt = :own',
  'REMOVE duePartition, dueAt',
  'SET agendaMonth = :due, startsAt = :own, booking = :entry',
] as const;

const NAMES: Record<string, string> = { '#fact': 'sentAt', '#id': 'entry.one', '#time': 'at' };

const AT = ['2026-01-01', '2026-01-02', '2026-01-03'];

/** Both ends of a BETWEEN, which the service wants in order. */
const twoTimes = (dice: Dice) => [dice.pick(AT), dice.pick(AT)].sort();

const valuesFor = (dice: Dice, [at, other] = twoTimes(dice)): Record<string, unknown> => ({
  ':at': at,
  ':other': other,
  ':prefix': '2026-01-0',
  ':one': dice.between(0, 2),
  ':history': {},
  ':entry': { at: dice.pick(AT), kind: 'completion' },
  ':aliases': new Set(dice.chance(0.5) ? [dice.pick(AT)] : [dice.pick(AT), 'another']),
  ':due': 'due#1',
});

function placeholdersOf(expressions: string, dice: Dice, pk: string) {
  const used = new Set(expressions.match(/[#:]\w+/g));
  const chosen = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)));
  // No two items have the same place in an index: which of them comes first nobody promises.
  const own = { ':own': `${dice.pick(AT)} ${pk}` };
  const [names, values] = [chosen(NAMES), chosen({ ...valuesFor(dice), ...own })];
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

/** Whether a refusal is to show the item as it is. */
const aView = (dice: Dice) => dice.chance(0.5) && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };

export function anOperation(TableName: string, dice: Dice) {
  const Key = { pk: dice.pick(['one', 'two', 'three']) };
  const ConditionExpression = dice.chance(0.6) ? dice.pick(CONDITIONS) : undefined;
  const condition = ConditionExpression && { ConditionExpression, ...aView(dice) };
  const kind = dice.float();
  if (kind < 0.15) return new GetCommand({ TableName, Key, ConsistentRead: true });
  if (kind < 0.3) {
    const Item = { ...Key, sentAt: dice.pick(AT), revision: dice.between(0, 2), history: {}, gone: undefined };
    return new PutCommand({
      TableName,
      Item,
      ...condition,
      ...placeholdersOf(ConditionExpression ?? '', dice, Key.pk),
    });
  }
  if (kind < 0.35) {
    return new DeleteCommand({
      TableName,
      Key,
      ...condition,
      ...placeholdersOf(ConditionExpression ?? '', dice, Key.pk),
    });
  }
  if (kind < 0.5) return aQuery(TableName, dice);
  const UpdateExpression = dice.pick(UPDATES);
  const placeholders = placeholdersOf(`${UpdateExpression} ${ConditionExpression ?? ''}`, dice, Key.pk);
  return new UpdateCommand({
    TableName,
    Key,
    UpdateExpression,
    ...condition,
    ...placeholders,
    ReturnValues: 'ALL_NEW',
  });
}

function aQuery(TableName: string, dice: Dice) {
  // `INDEXES` is the one list of names.
  const IndexName = dice.pick(['due', 'agenda'] satisfies IndexName[]);
  const { partition, sort } = INDEXES[IndexName];
  return new QueryCommand({
    TableName,
    IndexName,
    KeyConditionExpression: dice.chance(0.5) ? '#p = :p AND #s <= :to' : '#p = :p AND #s BETWEEN :from AND :to',
    ...{ ExpressionAttributeNames: { '#p': partition, '#s': sort } },
    ExpressionAttributeValues: { ':p': 'due#1', ':from': '2026-01-01', ':to': `${dice.pick(AT)} z` },
    ScanIndexForward: dice.chance(0.5),
    ...(dice.chance(0.3) && { Limit: 1 }),
  });
}

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What a write of one item is as a part of a transaction. */
function anAction(TableName: string, dice: Dice): Action {
  const operation = anOperation(TableName, dice);
  if (operation instanceof PutCommand) return { Put: operation.input };
  if (operation instanceof DeleteCommand) return { Delete: operation.input };
  if (operation instanceof UpdateCommand) {
    const { ReturnValues: _, UpdateExpression = '', ...input } = operation.input;
    return { Update: { ...input, UpdateExpression } };
  }
  const Key = { pk: dice.pick(['one', 'two', 'three']) };
  const ConditionExpression = dice.pick(CONDITIONS);
  const placeholders = placeholdersOf(ConditionExpression, dice, Key.pk);
  const shown = aView(dice);
  return { ConditionCheck: { TableName, Key, ConditionExpression, ...placeholders, ...shown } };
}

export const aTransaction = (TableName: string, dice: Dice) =>
  new TransactWriteCommand({
    TransactItems: Array.from({ length: dice.between(1, 3) }, () => anAction(TableName, dice)),
    // So few tokens that many a transaction has one that was used.
    ...(dice.chance(0.5) && { ClientRequestToken: `token ${dice.between(1, 20)}` }),
  });

export type Operation = ReturnType<typeof anOperation> | TransactWriteCommand;

/** Why a transaction was cancelled. What is found invalid with the item at hand is told in either of two ways. */
function reasonsOf({ CancellationReasons = [] }: TransactionCanceledException): unknown {
  if (CancellationReasons.some(({ Code }) => Code === 'ValidationError')) return 'refused as malformed';
  return CancellationReasons.map(({ Code, Item }) => ({ Code, ...(Item && { item: unmarshall(Item) }) }));
}

/** What an operation came to: its answer without the bookkeeping, or the kind of refusal. */
export async function outcomeOf(run: () => unknown): Promise<unknown> {
  try {
    const { $metadata: _, ConsumedCapacity: __, Count: ___, ScannedCount: ____, ...answer } = Object(await run());
    return answer;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return reasonsOf(error);
    if (error instanceof ConditionalCheckFailedException) {
      return { conditionFailedOn: error.Item && unmarshall(error.Item) };
    }
    const name = error instanceof Error ? error.name : '';
    if (name === 'IdempotentParameterMismatchException') return 'another had its token';
    return 'refused as malformed';
  }
}
