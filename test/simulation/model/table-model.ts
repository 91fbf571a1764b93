import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type {
  BatchGetCommandInput,
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { bindingsOf, checkBindings } from './bindings.ts';
import { compileCondition, copyOf, type Item, isSame, MalformedExpression } from './expressions.ts';
import { createIndexes, type IndexName, type Lag } from './indexes.ts';
import { sizeFault } from './sizes.ts';
import { compileUpdate } from './updates.ts';

/** What one write did to one item. */
export type Change = {
  pk: string;
  before: Item | undefined;
  after: Item | undefined;
  /** The item's time was over. */
  byTimeToLive: boolean;
};

/** What hangs on chance or time in a table, so that the model itself knows neither. */
export type TableSurroundings = {
  onChange(change: Change): void;
  /** When an index shows what was written. */
  lag: Lag;
  /** Whether a read that need not be consistent shows the state before the last write. */
  readsStale(): boolean;
  /** How many of so many items a batch hands out at once: at least one. */
  handsOut(count: number): number;
};

/** The inputs of the commands that the store sends, by the command's name. */
export type Commands = {
  GetCommand: GetCommandInput;
  PutCommand: PutCommandInput;
  UpdateCommand: UpdateCommandInput;
  DeleteCommand: DeleteCommandInput;
  BatchGetCommand: BatchGetCommandInput;
  QueryCommand: QueryCommandInput;
};

type Write = PutCommandInput | UpdateCommandInput | DeleteCommandInput;

/** Attributes that are keys of an index: the service refuses anything but text in them. */
const INDEX_KEYS = [
  'duePartition',
  'dueAt',
  'agendaMonth',
  'startsAt',
  'customer',
  'createdAt',
  'worklistDay',
  'worklistAt',
] as const;

/** What a write did not touch is the very same before and after: little has to be looked into. */
function isSameItem(before: Item | undefined, after: Item | undefined): boolean {
  if (!before || !after) return before === after;
  for (const name in after) if (!isSame(before[name], after[name])) return false;
  for (const name in before) if (after[name] === undefined) return false;
  return true;
}

function checkItem(item: Item): void {
  for (const name of INDEX_KEYS) {
    const value = item[name];
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      throw new MalformedExpression(`The index key ${name} must be a text that is not empty.`);
    }
  }
  const fault = sizeFault(item);
  if (fault) throw Object.assign(new Error(fault), { name: 'ValidationException' });
}

const failedCondition = () =>
  new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: { httpStatusCode: 400 },
  });

function keyOf(key: Item | undefined): string {
  const pk = key?.['pk'];
  if (typeof pk !== 'string' || pk === '') throw new MalformedExpression('A key must be a text that is not empty.');
  return pk;
}

export type TableModel = ReturnType<typeof createTableModel>;

/**
 * DynamoDB as far as the store uses it: one table, writes of single items under conditions, reads by key, queries on
 * indexes that lag behind. A write takes effect at once and as a whole; what is not supported throws.
 */
export function createTableModel({ onChange, lag, readsStale, handsOut }: TableSurroundings) {
  const items = new Map<string, Item>();
  const previous = new Map<string, Item | undefined>();
  const indexes = createIndexes(lag);

  function commit(pk: string, after: Item | undefined, byTimeToLive = false): void {
    const before = items.get(pk);
    if (isSameItem(before, after)) return;
    if (after) {
      checkItem(after);
      items.set(pk, after);
    } else items.delete(pk);
    previous.set(pk, before);
    indexes.show(pk, before, after);
    onChange({ pk, before, after, byTimeToLive });
  }

  function check(input: Write, pk: string, update?: ReturnType<typeof compileUpdate>): void {
    const condition = input.ConditionExpression ? compileCondition(input.ConditionExpression) : undefined;
    checkBindings(input, update, condition);
    if (condition && !condition(items.get(pk) ?? {}, bindingsOf(input))) throw failedCondition();
  }

  const operations: { [Name in keyof Commands]: (input: Commands[Name]) => object } = {
    GetCommand(input) {
      const pk = keyOf(input.Key);
      const isStale = !input.ConsistentRead && previous.has(pk) && readsStale();
      const item = isStale ? previous.get(pk) : items.get(pk);
      return item ? { Item: copyOf(item) } : {};
    },
    PutCommand(input) {
      const pk = keyOf(input.Item);
      check(input, pk);
      commit(pk, copyOf(input.Item ?? {}));
      return {};
    },
    UpdateCommand(input) {
      const pk = keyOf(input.Key);
      const update = compileUpdate(input.UpdateExpression ?? '');
      check(input, pk, update);
      const after = update(items.get(pk) ?? { pk }, bindingsOf(input));
      commit(pk, after);
      return input.ReturnValues === 'ALL_NEW' ? { Attributes: copyOf(after) } : {};
    },
    DeleteCommand(input) {
      const pk = keyOf(input.Key);
      check(input, pk);
      commit(pk, undefined);
      return {};
    },
    BatchGetCommand(input) {
      const [[table = '', request] = []] = Object.entries(input.RequestItems ?? {});
      const keys = request?.Keys ?? [];
      const count = handsOut(keys.length);
      const found = keys.slice(0, count).flatMap((key) => items.get(keyOf(key)) ?? []);
      const left = keys.slice(count);
      return {
        Responses: { [table]: found.map(copyOf) },
        UnprocessedKeys: left.length > 0 ? { [table]: { ...request, Keys: left } } : {},
      };
    },
    QueryCommand: (input) => indexes.query(input),
  };

  return {
    /** Does what a command of the document client asks for, at this very moment. */
    execute(name: string, input: unknown): object {
      if (!Object.hasOwn(operations, name)) throw new Error(`The table model does not know ${name}.`);
      // The command's class is what its name says, so its input is what that operation takes.
      return (operations as Record<string, (given: unknown) => object>)[name]?.(input) ?? {};
    },
    /** The items as they are, by key. Nobody outside may change them. */
    items: items as ReadonlyMap<string, Item>,
    /** Deletes an item as the service does when its time is over. */
    expire: (pk: string) => commit(pk, undefined, true),
    /** What an index shows now. */
    shown: (index: IndexName) => indexes.shown(index),
  };
}
