import { unpacked } from '../../../functions/shared/store/table/packed.ts';
import type { Item } from './expressions.ts';

const known = new WeakMap<Item, Item>();

/** An item as the store wrote it, before it was packed; the same for the same item. */
export function asWritten(item: Item): Item {
  const written = known.get(item) ?? unpacked(item);
  known.set(item, written);
  return written;
}

/** The items of a table as they were written, by key. */
export function writtenItems(items: ReadonlyMap<string, Item>): ReadonlyMap<string, Item> {
  const written = function* (): MapIterator<[string, Item]> {
    for (const [pk, item] of items) yield [pk, asWritten(item)];
  };
  const values = function* (): MapIterator<Item> {
    for (const item of items.values()) yield asWritten(item);
  };
  return {
    get size() {
      return items.size;
    },
    has: (pk) => items.has(pk),
    get(pk) {
      const item = items.get(pk);
      return item && asWritten(item);
    },
    forEach(look) {
      for (const [pk, item] of written()) look(item, pk, this);
    },
    keys: () => items.keys(),
    values,
    entries: written,
    [Symbol.iterator]: written,
  };
}
