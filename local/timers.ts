import type { Clock } from './clock.ts';

/** Timers on the stack's clock: when it is moved forward, the timers that became due fire soon, in order. */
export type Timers = {
  /** Runs `task` after `delayMs` on the clock; for a delay of 0 or less, within this call. */
  after(delayMs: number, task: () => void): void;
  /** Resolves after `ms` milliseconds on the clock, or when `signal` is aborted; it never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Cancels every pending task. */
  cancelAll(): void;
};

/** The longest delay that Node's own timers support. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

type Waiting = { dueAt: number; task: () => void };

/** Timers on `clock`. Pending ones do not keep the process alive. */
export function createTimers(clock: Clock): Timers {
  const waiting = new Set<Waiting>();
  let armedFor = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function arm(dueAt: number): void {
    clearTimeout(timer);
    armedFor = dueAt;
    if (dueAt === Number.POSITIVE_INFINITY) return;
    const delay = Math.max(dueAt - clock.now().getTime(), 0);
    timer = setTimeout(runDue, Math.min(delay, LONGEST_DELAY_MS));
    timer.unref();
  }

  function armForNext(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { dueAt } of waiting) next = Math.min(next, dueAt);
    arm(next);
  }

  function runDue(): void {
    const nowMs = clock.now().getTime();
    const due = [...waiting].filter(({ dueAt }) => dueAt <= nowMs).sort((a, b) => a.dueAt - b.dueAt);
    for (const one of due) if (waiting.delete(one)) one.task();
    armForNext();
  }

  clock.onAdvance(armForNext);

  function add(delayMs: number, task: () => void): Waiting {
    const one = { dueAt: clock.now().getTime() + delayMs, task };
    waiting.add(one);
    if (one.dueAt < armedFor) arm(one.dueAt);
    return one;
  }

  return {
    after(delayMs, task) {
      if (delayMs <= 0) task();
      else add(delayMs, task);
    },
    async sleep(ms, signal) {
      if (ms <= 0 || signal?.aborted) return;
      await new Promise<void>((resolve) => {
        const end = () => {
          waiting.delete(wait);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const wait = add(ms, end);
        signal?.addEventListener('abort', end);
      });
    },
    cancelAll() {
      waiting.clear();
      clearTimeout(timer);
      armedFor = Number.POSITIVE_INFINITY;
    },
  };
}
