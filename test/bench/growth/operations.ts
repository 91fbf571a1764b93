import type {
  BatchGetItemCommandInput,
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Bindings, compileCondition } from '../../simulation/model/expressions.ts';
import { INDEXES, type IndexName } from '../../simulation/model/indexes.ts';
import { compileUpdate } from '../../simulation/model/updates.ts';
import { keyOf, type StoredTable, type Stretch, type WireItem } from './stored-table.ts';

/** The calls to a table by operation, and the items and bytes that they read. */
export type Usage = { calls: Record<string, number>; itemsRead: number; bytesRead: number };

export const noUsage = (): Usage => ({ calls: {}, itemsRead: 0, bytesRead: 0 });

/** A condition was false: a normal outcome. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
}

type Bound = Pick<QueryCommandInput, 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>;

const bindingsOf = ({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Bound): Bindings => ({
  names: ExpressionAttributeNames,
  values: unmarshall(ExpressionAttributeValues),
});

/** The two key conditions in the store's queries. */
const KEY_CONDITION = /^(#?\w+) = (:\w+) AND (#?\w+) (?:BETWEEN (:\w+) AND (:\w+)|<= (:\w+))$/;

const isIndex = (name: string | undefined): name is IndexName => name !== undefined && Object.hasOwn(INDEXES, name);

function stretchOf(input: QueryCommandInput): Stretch {
  const { IndexName: index, KeyConditionExpression = '', ExpressionAttributeValues: values } = input;
  const [, partition, is, sort, from, to, until] = KEY_CONDITION.exec(KeyConditionExpression) ?? [];
  const nameOf = (text = '') => input.ExpressionAttributeNames?.[text] ?? text;
  const textOf = (placeholder = '') => values?.[placeholder]?.S ?? '';
  if (!isIndex(index) || nameOf(partition) !== INDEXES[index].partition || nameOf(sort) !== INDEXES[index].sort) {
    throw new Error(`The bench's table does not answer a query of "${index}" by "${KeyConditionExpression}".`);
  }
  return { index, partition: textOf(is), from: textOf(from), to: textOf(to ?? until) };
}

/** An item's attributes in an index. */
function entryOf(index: IndexName, item: WireItem): WireItem {
  const { partition, sort, carries } = INDEXES[index];
  const entry: WireItem = {};
  for (const name of ['pk', partition, sort, ...carries]) if (item[name]) entry[name] = item[name];
  return entry;
}

/**
 * Answers the functions' DynamoDB requests from a table in memory, with bodies in its JSON protocol. The simulation's
 * model evaluates conditions, filters and updates; a test compares that model with the embedded engine. Anything else
 * throws.
 */
export function createOperations(table: StoredTable, usage: Usage) {
  function isTrue(expression: string | undefined, bound: Bound, item: WireItem | undefined): boolean {
    return expression === undefined || compileCondition(expression)(unmarshall(item ?? {}), bindingsOf(bound));
  }

  function noteRead(text: string): void {
    usage.itemsRead += 1;
    usage.bytesRead += Buffer.byteLength(text);
  }

  function read(pk: string): string | undefined {
    const text = table.textAt(pk);
    if (text !== undefined) noteRead(text);
    return text;
  }

  /** The item to write, if it meets the condition. */
  function claim(pk: string, input: Bound & { ConditionExpression?: string | undefined }): WireItem | undefined {
    const item = table.itemAt(pk);
    if (!isTrue(input.ConditionExpression, input, item)) throw new ConditionFailed('The conditional request failed');
    return item;
  }

  function query(input: QueryCommandInput): string {
    const { Limit = Number.POSITIVE_INFINITY, ScanIndexForward: isForward = true, FilterExpression } = input;
    const stretch = stretchOf(input);
    const fitting: string[] = [];
    let looked = 0;
    let last: WireItem | undefined;
    for (const pk of table.keysIn(stretch, isForward, input.ExclusiveStartKey)) {
      const entry = entryOf(stretch.index, table.itemAt(pk) ?? {});
      const text = JSON.stringify(entry);
      noteRead(text);
      if (isTrue(FilterExpression, input, entry)) fitting.push(text);
      looked += 1;
      last = entry;
      if (looked === Limit) break;
    }
    const { partition, sort } = INDEXES[stretch.index];
    const { pk, [partition]: first, [sort]: second } = last ?? {};
    const lastKey = looked === Limit && { LastEvaluatedKey: { pk, [partition]: first, [sort]: second } };
    const counts = JSON.stringify({ Count: fitting.length, ScannedCount: looked, ...lastKey });
    return `{"Items":[${fitting.join()}],${counts.slice(1)}`;
  }

  /** Writes what an update makes of the item. */
  function update(input: Omit<UpdateItemCommandInput, 'TableName'>): void {
    const pk = keyOf(input.Key);
    const before = claim(pk, input) ?? input.Key ?? {};
    const updated = compileUpdate(input.UpdateExpression ?? '')(unmarshall(before), bindingsOf(input));
    table.write(pk, marshall(updated, { removeUndefinedValues: true }));
  }

  function put(input: Omit<PutItemCommandInput, 'TableName'>): void {
    claim(keyOf(input.Item), input);
    table.write(keyOf(input.Item), input.Item);
  }

  /** Throws where an action's condition is false, before any of them takes effect. */
  function checkAction({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): void {
    const checked = Put ?? Update ?? Delete ?? ConditionCheck;
    if (!checked) throw new Error('An action of a transaction is none that there is.');
    claim(keyOf('Item' in checked ? checked.Item : checked.Key), checked);
  }

  const operations: Record<string, (body: string) => string> = {
    GetItem(body) {
      const { Key }: GetItemCommandInput = JSON.parse(body);
      const item = read(keyOf(Key));
      return item === undefined ? '{}' : `{"Item":${item}}`;
    },
    BatchGetItem(body) {
      const { RequestItems }: BatchGetItemCommandInput = JSON.parse(body);
      const [[name = '', request] = []] = Object.entries(RequestItems ?? {});
      const found = (request?.Keys ?? []).flatMap((key) => read(keyOf(key)) ?? []);
      return `{"Responses":{${JSON.stringify(name)}:[${found.join()}]},"UnprocessedKeys":{}}`;
    },
    Query: (body) => query(JSON.parse(body)),
    PutItem(body) {
      put(JSON.parse(body));
      return '{}';
    },
    DeleteItem(body) {
      const input: DeleteItemCommandInput = JSON.parse(body);
      claim(keyOf(input.Key), input);
      table.write(keyOf(input.Key), undefined);
      return '{}';
    },
    UpdateItem(body) {
      const input: UpdateItemCommandInput = JSON.parse(body);
      update(input);
      return input.ReturnValues === 'ALL_NEW' ? `{"Attributes":${table.textAt(keyOf(input.Key))}}` : '{}';
    },
    TransactWriteItems(body) {
      const { TransactItems = [] }: TransactWriteItemsCommandInput = JSON.parse(body);
      for (const action of TransactItems) checkAction(action);
      for (const { Put, Update, Delete } of TransactItems) {
        if (Put) put(Put);
        if (Update) update(Update);
        if (Delete) table.write(keyOf(Delete.Key), undefined);
      }
      return '{}';
    },
  };

  return {
    /** Answers one call. Throws `ConditionFailed`, and an `Error` for an unsupported request. */
    answer(operation: string, body: string): string {
      const run = operations[operation];
      if (!run) throw new Error(`The bench's table does not know ${operation}.`);
      usage.calls[operation] = (usage.calls[operation] ?? 0) + 1;
      return run(body);
    },
  };
}
