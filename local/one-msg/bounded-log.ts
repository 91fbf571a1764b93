/** The newest entries of an endless sequence. */
export type BoundedLog<T> = { add(entry: T): void; all(): T[]; clear(): void };

export function createBoundedLog<T>(limit: number): BoundedLog<T> {
  let entries: T[] = [];
  return {
    add(entry) {
      entries.push(entry);
      // Cutting rarely keeps adding cheap.
      if (entries.length > 2 * limit) entries = entries.slice(-limit);
    },
    all: () => entries.slice(-limit),
    clear() {
      entries = [];
    },
  };
}
