import { setTimeout as wait } from 'node:timers/promises';

/** Long enough for a busy machine: what is waited for takes milliseconds. */
const BOUND_MS = 15_000;

const LEAST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;

/** A look may be a request that a function answers, and takes the time of what is waited for. */
const pauseAfter = (waitedMs: number): number => Math.min(LONGEST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, waitedMs / 4));

/**
 * Calls `look` until it gives something other than undefined or false, and gives that. The looks are further apart the longer
 * it takes. Throws after `boundMs`.
 */
export async function eventually<T>(
  look: () => T | Promise<T>,
  boundMs = BOUND_MS,
): Promise<Exclude<T, undefined | false>> {
  const start = performance.now();
  for (;;) {
    const found = await look();
    // What is excluded is exactly what the comparison excludes.
    if (found !== undefined && found !== false) return found as Exclude<T, undefined | false>;
    const waitedMs = performance.now() - start;
    if (waitedMs > boundMs) throw new Error(`Waited ${boundMs} ms in vain for ${look}`);
    await wait(pauseAfter(waitedMs));
  }
}
