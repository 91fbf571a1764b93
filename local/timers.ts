import type { Clock } from './clock.ts';

/** Waiting on the stack's clock: a wait ends when its time has passed or the clock was moved past it. */
export type Timers = {
  /** Resolves after `ms` milliseconds on the clock, or as soon as `signal` is aborted; it never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** The longest delay Node's own timer takes. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Timers on `clock`. A pending wait does not keep the process alive. */
export function createTimers(clock: Clock): Timers {
  const pending = new Set<() => void>();
  clock.onAdvance(() => {
    for (const recheck of [...pending]) recheck();
  });

  return {
    sleep(ms, signal) {
      const due = clock.now().getTime() + ms;
      return new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const end = () => {
          clearTimeout(timer);
          pending.delete(recheck);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const recheck = () => {
          clearTimeout(timer);
          const left = due - clock.now().getTime();
          if (left <= 0 || signal?.aborted) return end();
          timer = setTimeout(recheck, Math.min(left, LONGEST_DELAY_MS));
          timer.unref();
        };
        pending.add(recheck);
        signal?.addEventListener('abort', end);
        recheck();
      });
    },
  };
}
