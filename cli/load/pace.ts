import { setTimeout as wait } from 'node:timers/promises';

/** So many requests wait for their answers at most: a stack that answers slowly is not buried. */
const MOST_AT_ONCE = 200;

export type Pace = { perSecond: number; seconds: number };

/**
 * Begins work at even intervals, whether what was begun before is done or not, and waits until all of it is. Each gets the
 * time at which it was to begin, by `performance.now()`: what a slow stack or machine holds back counts as waiting.
 * @returns how many were begun, and within how many seconds
 */
export async function keepPace(
  { perSecond, seconds }: Pace,
  signal: AbortSignal,
  work: (dueAt: number) => Promise<void>,
): Promise<{ begun: number; seconds: number }> {
  const running = new Set<Promise<void>>();
  const total = Math.round(perSecond * seconds);
  const intervalMs = 1000 / perSecond;
  const began = performance.now();
  let begun = 0;
  while (begun < total && !signal.aborted) {
    const dueAt = began + begun * intervalMs;
    const early = dueAt - performance.now();
    if (early > 0) await wait(early, undefined, { signal }).catch(() => undefined);
    while (running.size >= MOST_AT_ONCE) await Promise.race(running);
    if (signal.aborted) break;
    const one = work(dueAt).finally(() => running.delete(one));
    running.add(one);
    begun += 1;
  }
  const took = Math.max(performance.now() - began, begun * intervalMs) / 1000;
  await Promise.all(running);
  return { begun, seconds: took };
}
