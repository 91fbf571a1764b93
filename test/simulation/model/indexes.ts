import { isDeepStrictEqual } from 'node:util';
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { bindingsOf, checkBindings } from './bindings.ts';
import { compileCondition, copyOf, type Item, MalformedExpression } from './expressions.ts';

/** The table's indexes as the stack defines them; a test compares the two. */
export const INDEXES = {
  due: { partition: 'duePartition', sort: 'dueAt', carries: [] },
  agenda: {
    partition: 'agendaMonth',
    sort: 'startsAt',
    carries: ['type', 'invitationId', 'booking', 'revision', 'overlapsWith'],
  },
  customer: { partition: 'customer', sort: 'createdAt', carries: [] },
  worklist: { partition: 'worklistDay', sort: 'worklistAt', carries: [] },
} as const;
export type IndexName = keyof typeof INDEXES;

/** Makes an index show a write some time later. */
export type Lag = (index: IndexName, pk: string, show: () => void) => void;

type Shown = { version: number; entry: Item | undefined };

/** The entries of an index by partition and key: a query reads one partition. */
type Partitions = Map<unknown, Map<string, Item>>;

const isIndex = (name: string | undefined): name is IndexName => name !== undefined && Object.hasOwn(INDEXES, name);

/** Each index's attributes of an item. */
const ATTRIBUTES = Object.entries(INDEXES).map(([name, { partition, sort, carries }]) => ({
  // `INDEXES` is the one list of names.
  index: name as IndexName,
  partition,
  sort,
  names: ['pk', partition, sort, ...carries],
}));

function entryOf({ partition, sort, names }: (typeof ATTRIBUTES)[number], item: Item | undefined): Item | undefined {
  if (item?.[partition] === undefined || item[sort] === undefined) return undefined;
  const entry: Item = {};
  for (const name of names) if (item[name] !== undefined) entry[name] = item[name];
  return entry;
}

/** The partition that a query names, which it has to compare with one value. */
function partitionIn(condition: string, partition: string, input: QueryCommandInput): unknown {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = input;
  for (const [, name = '', value = ''] of condition.matchAll(/([#\w]+)\s*=\s*(:\w+)/g))
    if ((names[name] ?? name) === partition) return values[value];
  throw new MalformedExpression(`"${condition}" names no ${partition}.`);
}

const textIn = (entry: Item, name: string) => String(entry[name]);

/** Entries with the same sort key have no guaranteed order: here it is that of their keys. */
function inOrder(sort: string, isForward: boolean) {
  const sign = isForward ? 1 : -1;
  return (one: Item, other: Item): number => {
    const [a, b] = [`${textIn(one, sort)} ${textIn(one, 'pk')}`, `${textIn(other, sort)} ${textIn(other, 'pk')}`];
    if (a === b) return 0;
    return a < b ? -sign : sign;
  };
}

/** The indexes of the table. Each shows each item's writes in their order, but later than they were made. */
export function createIndexes(lag: Lag) {
  const shown: Record<IndexName, Map<string, Shown>> = {
    due: new Map(),
    agenda: new Map(),
    customer: new Map(),
    worklist: new Map(),
  };
  const partitions: Record<IndexName, Partitions> = {
    due: new Map(),
    agenda: new Map(),
    customer: new Map(),
    worklist: new Map(),
  };
  const versions = new Map<string, number>();

  function place(index: IndexName, pk: string, { version, entry }: Shown): void {
    const before = shown[index].get(pk);
    if ((before?.version ?? 0) >= version) return;
    shown[index].set(pk, { version, entry });
    const { partition } = INDEXES[index];
    if (before?.entry) partitions[index].get(before.entry[partition])?.delete(pk);
    if (!entry) return;
    const entries = partitions[index].get(entry[partition]) ?? new Map<string, Item>();
    partitions[index].set(entry[partition], entries.set(pk, entry));
  }

  /** An item was written: each index shows it later, if any of its attributes changed. */
  function show(pk: string, before: Item | undefined, after: Item | undefined): void {
    const version = (versions.get(pk) ?? 0) + 1;
    versions.set(pk, version);
    for (const attributes of ATTRIBUTES) {
      const { index, names } = attributes;
      // Unchanged attributes are the same objects: most often no comparison is needed.
      if (names.every((name) => before?.[name] === after?.[name])) continue;
      const entry = entryOf(attributes, after);
      if (isDeepStrictEqual(entry, entryOf(attributes, before))) continue;
      lag(index, pk, () => place(index, pk, { version, entry }));
    }
  }

  const visible = (index: IndexName): Item[] =>
    [...shown[index].values()].flatMap(({ entry }) => (entry ? [entry] : []));

  function query(input: QueryCommandInput): { Items: Item[]; LastEvaluatedKey?: Item } {
    const { IndexName: index, KeyConditionExpression = '', FilterExpression, Limit, ExclusiveStartKey } = input;
    if (!isIndex(index)) throw new MalformedExpression('Only the indexes can be queried.');
    const { partition, sort } = INDEXES[index];
    const bindings = bindingsOf(input);
    const isAsked = compileCondition(KeyConditionExpression);
    const fits = FilterExpression ? compileCondition(FilterExpression) : undefined;
    checkBindings(input, isAsked, fits);
    if (ExclusiveStartKey && !isAsked(ExclusiveStartKey, bindings))
      throw new MalformedExpression('The starting key does not match the range key predicate.');
    const order = inOrder(sort, input.ScanIndexForward !== false);
    const asked = partitionIn(KeyConditionExpression, partition, input);
    const all = [...(partitions[index].get(asked)?.values() ?? [])]
      .filter((entry) => isAsked(entry, bindings))
      .sort(order);
    const rest = ExclusiveStartKey ? all.filter((entry) => order(ExclusiveStartKey, entry) < 0) : all;
    const page = Limit === undefined ? rest : rest.slice(0, Limit);
    const last = page.at(-1);
    const isCut = last !== undefined && Limit !== undefined && page.length === Limit;
    return {
      Items: page.filter((entry) => fits?.(entry, bindings) ?? true).map(copyOf),
      ...(isCut && { LastEvaluatedKey: { pk: last['pk'], [partition]: last[partition], [sort]: last[sort] } }),
    };
  }

  /** All that an index shows, in no order. */
  function scan(index: string | undefined): Item[] {
    if (!isIndex(index)) throw new MalformedExpression('Only the indexes can be scanned.');
    return visible(index);
  }

  return { show, query, scan, shown: visible };
}
