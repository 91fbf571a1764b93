import { createRequire } from 'node:module';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { INDEXES, type IndexName } from '../../simulation/model/indexes.ts';

// It is CommonJS with a default export, which Node and vitest import in two ways, but require in one.
const { default: BTree, simpleComparator }: typeof import('sorted-btree', { with: { 'resolution-mode': 'require' }}) =
  createRequire(import.meta.url)('sorted-btree');

/** An item as it travels: each value under the letter of its type. */
export type WireItem = Record<string, AttributeValue>;

/** A part of one partition of an index, both ends included. */
export type Stretch = { index: IndexName; partition: string; from: string; to: string };

/** Between the parts of a place; nothing that is stored holds it. */
const SEPARATOR = '\u0000';
/** Sorts after all keys that are stored. */
const LAST = '\uffff';

// `INDEXES` is the one list of names.
const INDEX_NAMES = Object.keys(INDEXES) as IndexName[];

const placeOf = (...parts: string[]): string => parts.join(SEPARATOR);

/** Where an item stands in an index, if it has all that the index is made of. */
function placeIn(index: IndexName, item: WireItem): string | undefined {
  const { partition, sort } = INDEXES[index];
  const [first, second] = [item[partition]?.S, item[sort]?.S];
  return first !== undefined && second !== undefined ? placeOf(first, second, keyOf(item)) : undefined;
}

/** The key of an item, or one that is asked for. Throws if there is none. */
export function keyOf(item: WireItem | undefined): string {
  const pk = item?.['pk']?.S;
  if (!pk) throw new Error('An item needs a key.');
  return pk;
}

export type StoredTable = ReturnType<typeof createStoredTable>;

/**
 * One table in memory. A read by key takes the same time however many items there are, and one in an index the logarithm
 * of it. Items are kept as the text that travels, which is small and nothing for the garbage collector to walk through.
 */
export function createStoredTable() {
  const items = new Map<string, string>();
  const places = new Map(
    INDEX_NAMES.map((index) => [index, new BTree<string, undefined>(undefined, simpleComparator)]),
  );
  let written: { pk: string; before: string | undefined }[] = [];

  function itemAt(pk: string): WireItem | undefined {
    const text = items.get(pk);
    return text === undefined ? undefined : JSON.parse(text);
  }

  function move(index: IndexName, before: WireItem | undefined, after: WireItem | undefined): void {
    const [left, entered] = [before && placeIn(index, before), after && placeIn(index, after)];
    if (left === entered) return;
    if (left !== undefined) places.get(index)?.delete(left);
    if (entered !== undefined) places.get(index)?.set(entered, undefined);
  }

  function replace(pk: string, after: WireItem | undefined): void {
    const before = itemAt(pk);
    for (const index of INDEX_NAMES) move(index, before, after);
    if (after) items.set(pk, JSON.stringify(after));
    else items.delete(pk);
  }

  return {
    size: () => items.size,
    itemAt,
    /** The item as it travels, or `undefined`. */
    textAt: (pk: string) => items.get(pk),
    /** Writes or, without `after`, deletes one item. */
    write(pk: string, after: WireItem | undefined): void {
      written.push({ pk, before: items.get(pk) });
      replace(pk, after);
    },
    /** From here on writes are remembered, to be taken back. */
    keep(): void {
      written = [];
    },
    /** Takes back all that was written since the table was kept, or last rewound. */
    rewind(): void {
      for (const { pk, before } of written.reverse()) {
        replace(pk, before === undefined ? undefined : JSON.parse(before));
      }
      written = [];
    },
    /** The keys in a stretch, in the order of the index or against it, after the item `after`. */
    *keysIn({ index, partition, from, to }: Stretch, isForward: boolean, after?: WireItem): Generator<string> {
      const tree = places.get(index);
      const [low, high] = [placeOf(partition, from), placeOf(partition, to, LAST)];
      let place = after ? placeIn(index, after) : isForward ? low : high;
      while (place !== undefined) {
        place = isForward ? tree?.nextHigherKey(place) : tree?.nextLowerKey(place);
        if (place === undefined || place < low || place > high) return;
        yield place.slice(place.lastIndexOf(SEPARATOR) + 1);
      }
    },
  };
}
