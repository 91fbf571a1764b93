/** The value under `key`. What one part of a model names is in another: its absence is a fault of this program. */
export function required<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The stack has nothing called ${key}.`);
  return value;
}
