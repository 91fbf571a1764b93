import { unpacked } from '../../../functions/shared/store/table/packed.ts';
import { type Item, isMap } from './expressions.ts';

const known = new WeakMap<Item, Item>();
/** Attributes and their members as they were written. What a write leaves alone is the same object before and after. */
const knownParts = new WeakMap<object, unknown>();

/** What may be packed, or hold what is. */
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);

function partAsWritten(value: object, unpack: () => unknown): unknown {
  const whole = knownParts.get(value) ?? unpack();
  knownParts.set(value, whole);
  return whole;
}

function membersAsWritten(attribute: Item): Item {
  const whole: Item = {};
  for (const name in attribute) {
    const value = attribute[name];
    whole[name] = isObject(value) ? partAsWritten(value, () => unpacked({ value })['value']) : value;
  }
  return whole;
}

const attributeAsWritten = (pk: unknown, name: string, value: object): unknown =>
  partAsWritten(value, () => unpacked({ pk, [name]: isMap(value) ? membersAsWritten(value) : value })[name]);

function written({ pk, z, ...attributes }: Item): Item {
  const whole = unpacked(z === undefined ? { pk } : { pk, z });
  for (const name in attributes) {
    const value = attributes[name];
    whole[name] = isObject(value) ? attributeAsWritten(pk, name, value) : value;
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
