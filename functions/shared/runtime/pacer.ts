import { setTimeout as wait } from 'node:timers/promises';

/** Returns a function that waits until `intervalMs` after its last call in this process, also across invocations. */
export function createPacer(intervalMs: number): () => Promise<void> {
  let next = 0;
  return async () => {
    // A wall clock that is set back would stop the calls.
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + intervalMs;
    if (at > now) await wait(at - now);
  };
}
