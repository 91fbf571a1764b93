import { createRequire } from 'node:module';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { INDEXES, type IndexName } from '../../simulation/model/indexes.ts';

// It is CommonJS with a default export, which Node and vitest import in two ways, but require in one.
const { default: BTree, simpleComparator }: typeof import('sorted-btree', { with: { 'resolution-mode': 'require' }}) =
  createRequire(import.meta.url)('sorted-btree');

/** An item in the wire format: each value under the letter of its type. */
export type WireItem = Record<string, AttributeValue>;

/** A range in one partition of an index, both ends included. */
export type Stretch = { index: IndexName; partition: string; from: string; to: string };

/** Separates the parts of a position; no stored value contains it. */
const SEPARATOR = '\u0000';
/** Sorts after all stored keys. */
const LAST = '\uffff';

// `INDEXES` is the one list of names.
const INDEX_NAMES = Object.keys(INDEXES) as IndexName[];

const placeOf = (...parts: string[]): string => parts.join(SEPARATOR);

/** An item's position in an index, if it has all of the index's keys. */
function placeIn(index: IndexName, item: WireItem): string | undefined {
  const { partition, sort } = INDEXES[index];
  const [first, second] = [item[partition]?.S, item[sort]?.S];
  return first !== undefined && second !== undefined ? placeOf(first, second, keyOf(item)) : undefined;
}

/** The key of an item or of a request. Throws if there is none. */
export function keyOf(item: WireItem | undefined): string {
  const pk = item?.['pk']?.S;
  if (!pk) throw new Error('An item needs a key.');
  return pk;
}

export type StoredTable = ReturnType<typeof createStoredTable>;

/**
 * One table in memory. A read by key takes constant time, and one in an index logarithmic time. Items are kept as wire
 * text, which is small and costs the garbage collector nothing to traverse.
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
    keys: () => items.keys(),
    itemAt,
    /** The item in the wire format, or `undefined`. */
    textAt: (pk: string) => items.get(pk),
    /** Writes one item, or deletes it without `after`. */
    write(pk: string, after: WireItem | undefined): void {
      written.push({ pk, before: items.get(pk) });
      replace(pk, after);
    },
    /** Records all writes from here on, to undo them. */
    keep(): void {
      written = [];
    },
    /** Undoes all writes since the recording began or the last rewind. */
    rewind(): void {
      for (const { pk, before } of written.reverse()) {
        replace(pk, before === undefined ? undefined : JSON.parse(before));
      }
      written = [];
    },
    /** The keys in a range, in the index's order or reversed, after the item `after`. */
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
