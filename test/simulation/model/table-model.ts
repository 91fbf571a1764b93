import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type {
  BatchGetCommandInput,
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  ScanCommandInput,
  TransactWriteCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { copyOf, type Item, MalformedExpression } from './expressions.ts';
import { createIndexes, type IndexName, type Lag } from './indexes.ts';
import { createPlanner, isSameItem, keyOf, type PlannedWrite } from './planned-writes.ts';
import { createTransactions } from './transactions.ts';
import { writtenItems } from './written-items.ts';

/** One write's effect on one item. */
export type Change = {
  pk: string;
  before: Item | undefined;
  after: Item | undefined;
  /** The item expired. */
  byTimeToLive: boolean;
};

/** The table's dependencies on chance or time; the model itself has none. */
export type TableSurroundings = {
  onChange(change: Change): void;
  /** When an index shows a write. */
  lag: Lag;
  /** Whether an eventually consistent read shows the state before the last write. */
  readsStale(): boolean;
  /** The same of an item of a batch. */
  readsStaleInBatch(pk: string): boolean;
  /** How many of this many items a batch returns at once: at least one. */
  handsOut(count: number): number;
  now(): number;
  /** Whether a transaction meets another write to one of its items, and is cancelled for it. */
  meetsAnother(): boolean;
};

/** A table of which everybody sees everything at once, in a time that stands still. */
export const CALM_TABLE: TableSurroundings = {
  onChange: () => undefined,
  lag: (_, __, show) => show(),
  readsStale: () => false,
  readsStaleInBatch: () => false,
  handsOut: (count) => count,
  now: () => 0,
  meetsAnother: () => false,
};

/** The inputs of the store's commands, by command name. */
export type Commands = {
  GetCommand: GetCommandInput;
  PutCommand: PutCommandInput;
  UpdateCommand: UpdateCommandInput;
  DeleteCommand: DeleteCommandInput;
  BatchGetCommand: BatchGetCommandInput;
  QueryCommand: QueryCommandInput;
  ScanCommand: ScanCommandInput;
  TransactWriteCommand: TransactWriteCommandInput;
};

const failedCondition = (shown: Item | undefined) =>
  new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    ...(shown && { Item: marshall(shown, { removeUndefinedValues: true }) }),
    $metadata: { httpStatusCode: 400 },
  });

export type TableModel = ReturnType<typeof createTableModel>;

/**
 * DynamoDB as far as the store uses it: one table, writes under conditions of single items and of several in one
 * transaction, reads by key, queries on indexes that lag behind. A write takes effect at once and as a whole; what is
 * not supported throws. Whoever reads an item gets the table's own: nobody may change it.
 */
export function createTableModel(surroundings: TableSurroundings) {
  const { onChange, lag, readsStale, readsStaleInBatch, handsOut, now, meetsAnother } = surroundings;
  const items = new Map<string, Item>();
  const previous = new Map<string, Item | undefined>();
  /** Those that have a due time. */
  const waiting = new Map<string, Item>();
  const indexes = createIndexes(lag);

  function commit(pk: string, after: Item | undefined, byTimeToLive = false): void {
    const before = items.get(pk);
    if (isSameItem(before, after)) return;
    if (after) items.set(pk, after);
    else items.delete(pk);
    if (after?.['dueAt'] === undefined) waiting.delete(pk);
    else waiting.set(pk, after);
    previous.set(pk, before);
    indexes.show(pk, before, after);
    onChange({ pk, before, after, byTimeToLive });
  }

  const plan = createPlanner(items);

  /** Makes a write of a single item. */
  function make({ pk, after, refusal, shown }: PlannedWrite): Item | undefined {
    if (refusal === 'condition') throw failedCondition(shown);
    if (refusal) throw Object.assign(new Error(refusal.tooLarge), { name: 'ValidationException' });
    commit(pk, after);
    return after;
  }

  const transact = createTransactions({
    plan({ Put, Update, Delete, ConditionCheck }) {
      const [write, another] = [
        Put && plan.put(Put),
        Update && plan.update(Update),
        Delete && plan.delete(Delete),
        ConditionCheck && plan.check(ConditionCheck),
      ].filter((planned) => planned !== undefined);
      if (!write || another) throw new MalformedExpression('An action of a transaction is of one kind.');
      return write;
    },
    commit: ({ pk, after }) => commit(pk, after),
    now,
    meetsAnother,
  });

  const operations: { [Name in keyof Commands]: (input: Commands[Name]) => object } = {
    GetCommand(input) {
      const pk = keyOf(input.Key);
      const isStale = !input.ConsistentRead && previous.has(pk) && readsStale();
      const item = isStale ? previous.get(pk) : items.get(pk);
      return item ? { Item: item } : {};
    },
    PutCommand(input) {
      make(plan.put(input));
      return {};
    },
    UpdateCommand(input) {
      const after = make(plan.update(input));
      return input.ReturnValues === 'ALL_NEW' ? { Attributes: after } : {};
    },
    DeleteCommand(input) {
      make(plan.delete(input));
      return {};
    },
    BatchGetCommand(input) {
      const [[table = '', request] = []] = Object.entries(input.RequestItems ?? {});
      const keys = request?.Keys ?? [];
      const count = handsOut(keys.length);
      const found = keys.slice(0, count).flatMap((key) => {
        const pk = keyOf(key);
        const isStale = !request?.ConsistentRead && previous.has(pk) && readsStaleInBatch(pk);
        return (isStale ? previous.get(pk) : items.get(pk)) ?? [];
      });
      const left = keys.slice(count);
      return {
        Responses: { [table]: found },
        UnprocessedKeys: left.length > 0 ? { [table]: { ...request, Keys: left } } : {},
      };
    },
    QueryCommand: (input) => indexes.query(input),
    ScanCommand: ({ IndexName, Limit }) => ({ Items: indexes.scan(IndexName).slice(0, Limit).map(copyOf) }),
    TransactWriteCommand: transact,
  };

  return {
    /** Executes a command of the document client at the current moment. */
    execute(name: string, input: unknown): object {
      if (!Object.hasOwn(operations, name)) throw new Error(`The table model does not know ${name}.`);
      // The command's class matches its name, so its input is that operation's input.
      return (operations as Record<string, (given: unknown) => object>)[name]?.(input) ?? {};
    },
    /** The current items as they were written, by key. Callers must not change them. */
    items: writtenItems(items),
    /** Those of them that have a due time. */
    waiting: waiting as ReadonlyMap<string, Item>,
    /** Deletes an expired item, as the service does. */
    expire: (pk: string) => commit(pk, undefined, true),
    /** The current content of an index. */
    shown: (index: IndexName) => indexes.shown(index),
  };
}
