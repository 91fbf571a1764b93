import type { Clock } from '../clock.ts';

/** Longest delay `setTimeout` takes before it fires at once, in milliseconds. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export type Timers = {
  /** Runs `task` once `delayMs` have passed on the clock; at once, in this call, for a delay of 0. */
  after(delayMs: number, task: () => void): void;
  /** Forgets everything that has not run yet. */
  cancelAll(): void;
};

/** Timers that follow a clock which may be moved forward: what becomes due by the move runs soon after it, in order. */
export function createTimers(clock: Clock): Timers {
  const waiting = new Map<object, { dueAt: number; task: () => void; timer: NodeJS.Timeout }>();

  function arm(key: object, dueAt: number, task: () => void) {
    const delay = Math.min(Math.max(dueAt - clock.now().getTime(), 0), LONGEST_TIMEOUT_MS);
    const timer = setTimeout(() => {
      waiting.delete(key);
      task();
    }, delay);
    waiting.set(key, { dueAt, task, timer });
  }

  clock.onAdvance(() => {
    const inOrder = [...waiting].sort(([, a], [, b]) => a.dueAt - b.dueAt);
    for (const [key, { dueAt, task, timer }] of inOrder) {
      clearTimeout(timer);
      arm(key, dueAt, task);
    }
  });

  return {
    after(delayMs, task) {
      if (delayMs <= 0) task();
      else arm({}, clock.now().getTime() + delayMs, task);
    },
    cancelAll() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
