/** The value under `key`. One part of the model refers to it in another, so its absence is a bug of this program. */
export function required<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The stack has nothing called ${key}.`);
  return value;
}
