import { isDeepStrictEqual } from 'node:util';
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { bindingsOf } from './bindings.ts';
import { compileCondition, type Item, MalformedExpression } from './expressions.ts';

/** The table's indexes as the stack defines them; a test holds the two together. */
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

/** Has an index show a write some time later. */
export type Lag = (index: IndexName, pk: string, show: () => void) => void;

type Shown = { version: number; entry: Item | undefined };

const isIndex = (name: string | undefined): name is IndexName => name !== undefined && Object.hasOwn(INDEXES, name);

function entryOf(index: IndexName, item: Item | undefined): Item | undefined {
  const { partition, sort, carries } = INDEXES[index];
  if (item?.[partition] === undefined || item[sort] === undefined) return undefined;
  const names = ['pk', partition, sort, ...carries];
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

const textIn = (entry: Item, name: string) => String(entry[name]);

/** Entries of one and the same time have no order that anybody may rely on: here it is that of their keys. */
function inOrder(sort: string, isForward: boolean) {
  const sign = isForward ? 1 : -1;
  return (one: Item, other: Item): number => {
    const [a, b] = [`${textIn(one, sort)} ${textIn(one, 'pk')}`, `${textIn(other, sort)} ${textIn(other, 'pk')}`];
    return a < b ? -sign : sign;
  };
}

/** The indexes of the table. Each shows each item's writes in their order, but later than they were made. */
export function createIndexes(lag: Lag) {
  const shown = new Map<IndexName, Map<string, Shown>>();
  const versions = new Map<string, number>();
  /** What each index shows, or is going to show, of an item last. */
  const latest = new Map<string, Item | undefined>();

  function entries(index: IndexName): Map<string, Shown> {
    const known = shown.get(index) ?? new Map<string, Shown>();
    shown.set(index, known);
    return known;
  }

  function show(pk: string, item: Item | undefined): void {
    const version = (versions.get(pk) ?? 0) + 1;
    versions.set(pk, version);
    // `INDEXES` is the one list of names.
    for (const index of Object.keys(INDEXES) as IndexName[]) {
      const entry = entryOf(index, item);
      const place = `${index} ${pk}`;
      if (isDeepStrictEqual(entry, latest.get(place))) continue;
      latest.set(place, entry);
      lag(index, pk, () => {
        if ((entries(index).get(pk)?.version ?? 0) < version) entries(index).set(pk, { version, entry });
      });
    }
  }

  const visible = (index: IndexName): Item[] =>
    [...entries(index).values()].flatMap(({ entry }) => (entry ? [entry] : []));

  function query(input: QueryCommandInput): { Items: Item[]; LastEvaluatedKey?: Item } {
    const { IndexName: index, KeyConditionExpression = '', FilterExpression, Limit, ExclusiveStartKey } = input;
    if (!isIndex(index)) throw new MalformedExpression('Only the indexes can be queried.');
    const { partition, sort } = INDEXES[index];
    const bindings = bindingsOf(input);
    const isAsked = compileCondition(KeyConditionExpression);
    const order = inOrder(sort, input.ScanIndexForward !== false);
    const all = visible(index)
      .filter((entry) => isAsked(entry, bindings))
      .sort(order);
    const rest = ExclusiveStartKey ? all.filter((entry) => order(ExclusiveStartKey, entry) < 0) : all;
    const page = Limit === undefined ? rest : rest.slice(0, Limit);
    const fits = FilterExpression ? compileCondition(FilterExpression) : () => true;
    const last = page.at(-1);
    const isCut = last !== undefined && Limit !== undefined && page.length === Limit;
    return {
      Items: page.filter((entry) => fits(entry, bindings)),
      ...(isCut && { LastEvaluatedKey: { pk: last['pk'], [partition]: last[partition], [sort]: last[sort] } }),
    };
  }

  return { show, query, shown: visible };
}
