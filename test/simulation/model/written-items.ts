import { unpacked } from '../../../functions/shared/store/table/packed.ts';
import type { Item } from './expressions.ts';

const known = new WeakMap<Item, Item>();
const knownAttributes = new WeakMap<object, unknown>();

/** An attribute as it was written. One that a write leaves alone is the same object before and after. */
function attributeAsWritten(pk: unknown, name: string, value: object): unknown {
  const written = knownAttributes.get(value) ?? unpacked({ pk, [name]: value })[name];
  knownAttributes.set(value, written);
  return written;
}

function written({ pk, z, ...attributes }: Item): Item {
  const whole = unpacked(z === undefined ? { pk } : { pk, z });
  for (const name in attributes) {
    const value = attributes[name];
    whole[name] = typeof value === 'object' && value !== null ? attributeAsWritten(pk, name, value) : value;
  }
  return whole;
}

/** An item as the store wrote it, before it was packed; the same for the same item. */
export function asWritten(item: Item): Item {
  const whole = known.get(item) ?? written(item);
  known.set(item, whole);
  return whole;
}

/** The items of a table as they were written, by key. */
export function writtenItems(items: ReadonlyMap<string, Item>): ReadonlyMap<string, Item> {
  const entries = function* (): MapIterator<[string, Item]> {
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
      for (const [pk, item] of entries()) look(item, pk, this);
    },
    keys: () => items.keys(),
    values,
    entries,
    [Symbol.iterator]: entries,
  };
}
