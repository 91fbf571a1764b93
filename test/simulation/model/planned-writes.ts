import type { DeleteCommandInput, PutCommandInput, UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { bindingsOf, checkBindings } from './bindings.ts';
import { compileCondition, copyOf, type Item, isSame, MalformedExpression } from './expressions.ts';
import { sizeFault } from './sizes.ts';
import { compileUpdate } from './updates.ts';

/** What a write would do to its item, or why it would not. */
export type PlannedWrite = {
  pk: string;
  before: Item | undefined;
  after: Item | undefined;
  refusal?: 'condition' | { tooLarge: string };
  /** The item as it is, where its condition failed and the request asks for it. */
  shown?: Item;
};

/** The parts of an input that a single write and an action of a transaction have in common. */
export type PutInput = Omit<PutCommandInput, 'TableName'>;
export type UpdateInput = Omit<UpdateCommandInput, 'TableName'>;
export type DeleteInput = Omit<DeleteCommandInput, 'TableName'>;

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
export function isSameItem(before: Item | undefined, after: Item | undefined): boolean {
  if (!before || !after) return before === after;
  for (const name in after) if (!isSame(before[name], after[name])) return false;
  for (const name in before) if (after[name] === undefined) return false;
  return true;
}

function checkIndexKeys(item: Item): void {
  for (const name of INDEX_KEYS) {
    const value = item[name];
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      throw new MalformedExpression(`The index key ${name} must be a text that is not empty.`);
    }
  }
}

export function keyOf(key: Item | undefined): string {
  const pk = key?.['pk'];
  if (typeof pk !== 'string' || pk === '') throw new MalformedExpression('A key must be a text that is not empty.');
  return pk;
}

/** Works out what writes would do to items as they are. All of it throws `MalformedExpression`. */
export function createPlanner(items: ReadonlyMap<string, Item>) {
  type Conditional = PutInput | UpdateInput | DeleteInput;

  /** The write with its condition looked at, and what would be left looked over. */
  function planned(
    input: Conditional,
    pk: string,
    afterwards: (before: Item | undefined) => Item | undefined,
    update?: ReturnType<typeof compileUpdate>,
  ): PlannedWrite {
    const condition = input.ConditionExpression ? compileCondition(input.ConditionExpression) : undefined;
    checkBindings(input, update, condition);
    const before = items.get(pk);
    if (condition && !condition(before ?? {}, bindingsOf(input))) {
      const shown = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before ? { shown: before } : {};
      return { pk, before, after: before, refusal: 'condition', ...shown };
    }
    const after = afterwards(before);
    if (!after || isSameItem(before, after)) return { pk, before, after };
    checkIndexKeys(after);
    const fault = sizeFault(after);
    return { pk, before, after, ...(fault !== undefined && { refusal: { tooLarge: fault } }) };
  }

  return {
    put: (input: PutInput) => planned(input, keyOf(input.Item), () => copyOf(input.Item ?? {})),
    update(input: UpdateInput) {
      const pk = keyOf(input.Key);
      const update = compileUpdate(input.UpdateExpression ?? '');
      return planned(input, pk, (before) => update(before ?? { pk }, bindingsOf(input)), update);
    },
    delete: (input: DeleteInput) => planned(input, keyOf(input.Key), () => undefined),
    /** A condition and nothing else. */
    check: (input: DeleteInput) => planned(input, keyOf(input.Key), (before) => before),
  };
}
