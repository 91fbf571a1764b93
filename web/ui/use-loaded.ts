import { useEffect, useRef, useState } from 'preact/hooks';
import { useSession } from './console-session.ts';
import { useFaultSentence } from './use-fault-sentence.ts';

/** The last loaded value, which stays during a reload. */
export type Loaded<T> = { value: T | undefined; fault: string | undefined; reload(): void };

/** Default pause between two automatic loads, which limits the load on the stack. */
const PAUSE_MS = 400;

/**
 * Loads a value, and reloads it after every change of the stack or of `key`: at once after a quiet time, otherwise
 * after `pauseMs`, one load at a time. A new `key` discards the old value at once.
 */
export function useLoaded<T>(key: string, load: () => Promise<T>, pauseMs = PAUSE_MS): Loaded<T> {
  const session = useSession();
  const [state, setState] = useState<{ key: string; value?: T; fault?: { error: unknown } | undefined }>({ key });
  const faultSentence = useFaultSentence();
  const latest = useRef(load);
  latest.current = load;
  const reloadNow = useRef<() => void>(() => undefined);

  useEffect(() => {
    const loader = createLoader(async () => {
      const next = await latest.current().then(
        (value) => ({ value }),
        (error: unknown) => ({ fault: { error } }),
      );
      if (!loader.isOver())
        setState((before) => ({ ...('fault' in next && before.key === key && before), key, ...next }));
    }, pauseMs);
    reloadNow.current = loader.now;
    loader.now();
    const unsubscribe = session.onChange(loader.soon);
    return () => {
      loader.end();
      unsubscribe();
    };
  }, [key, session, pauseMs]);

  const isCurrent = state.key === key;
  return {
    value: isCurrent ? state.value : undefined,
    fault: isCurrent && state.fault ? faultSentence(state.fault.error) : undefined,
    reload: () => reloadNow.current(),
  };
}

/** Runs `load`, never twice at once; requests during a run cause one more run. */
function createLoader(load: () => Promise<void>, pauseMs: number) {
  let isOver = false;
  let isLoading = false;
  let isStale = false;
  let endedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    isLoading = true;
    isStale = false;
    await load();
    isLoading = false;
    endedAt = performance.now();
    if (isStale) soon();
  }

  function soon(): void {
    isStale = isLoading;
    if (isLoading || isOver || timer !== undefined) return;
    timer = setTimeout(run, Math.max(0, endedAt + pauseMs - performance.now()));
  }

  return {
    soon,
    now() {
      if (isLoading) isStale = true;
      else void run();
    },
    end() {
      isOver = true;
      clearTimeout(timer);
    },
    isOver: () => isOver,
  };
}
