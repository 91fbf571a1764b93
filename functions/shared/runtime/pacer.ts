import { setTimeout as wait } from 'node:timers/promises';

/** Waits so that the calls of one function process come at least `intervalMs` apart, from one invocation to the next. */
export function createPacer(intervalMs: number): () => Promise<void> {
  let next = 0;
  return async () => {
    // Not the wall clock: one that is set back must not stop the calls.
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + intervalMs;
    if (at > now) await wait(at - now);
  };
}
