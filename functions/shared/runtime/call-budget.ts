const WINDOW_MS = 60_000;
/** The memory for one window stays below some megabytes. */
const MOST_KEYS = 20_000;

/**
 * Counts calls by key, in this process and in fixed minutes: it keeps somebody who asks without end from the table, and
 * costs nothing. What is written has a budget of its own, which holds for all processes.
 */
export function createCallBudget(perMinute: number): { allows(key: string): boolean } {
  let counts = new Map<string, number>();
  let current = 0;
  return {
    allows(key) {
      const window = Math.floor(Date.now() / WINDOW_MS);
      if (window !== current || counts.size >= MOST_KEYS) counts = new Map();
      current = window;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= perMinute;
    },
  };
}
