/** A key or session that was revoked is refused by everybody this long afterwards, which is promised within a minute. */
const FRESH_MS = 30_000;
/** More keys and sessions than a business has. */
const MOST = 1_000;

/** Something that is read by its name, and for a short time not read again. */
export type RecentReads<Value> = {
  /** The value, 30 seconds old at most; `undefined` if there is none, which is never remembered. */
  get(name: string): Promise<Value | undefined>;
  /** The value as it is now. */
  getNow(name: string): Promise<Value | undefined>;
};

/** Remembers what was found for 30 seconds. What was not found is read again, so that what is new works at once. */
export function recentReads<Value>(read: (name: string) => Promise<Value | undefined>): RecentReads<Value> {
  const found = new Map<string, { value: Value; readAt: number }>();

  async function getNow(name: string): Promise<Value | undefined> {
    found.delete(name);
    const value = await read(name);
    if (value === undefined) return undefined;
    if (found.size >= MOST) found.clear();
    found.set(name, { value, readAt: Date.now() });
    return value;
  }

  return {
    getNow,
    async get(name) {
      const known = found.get(name);
      return known && Date.now() - known.readAt < FRESH_MS ? known.value : getNow(name);
    },
  };
}
