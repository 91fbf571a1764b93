import { setTimeout as wait } from 'node:timers/promises';

/** Waits for the next turn. Answers `false` at once, and takes no turn, if that would come later than in `withinMs`. */
export type Pace = (withinMs: number) => Promise<boolean>;

/** Turns that nobody took in the last second may still be taken. Otherwise each pause would lower the rate. */
const CATCH_UP_MS = 1_000;

/** Gives one turn in `intervalMs` on average, to all who ask in this process, also across invocations. */
export function createPacer(intervalMs: number): Pace {
  let next: number | undefined;
  return async (withinMs) => {
    // A wall clock that is set back would stop the calls.
    const now = performance.now();
    const at = Math.max(next ?? now, now - CATCH_UP_MS);
    if (at - now > withinMs) return false;
    next = at + intervalMs;
    if (at > now) await wait(at - now);
    return true;
  };
}
