import { useEffect, useRef, useState } from 'preact/hooks';
import { wordsOf } from './connection.ts';
import { useSession } from './console-session.ts';

/** What was loaded last, which stays while it is loaded anew. */
export type Loaded<T> = { value: T | undefined; fault: string | undefined; reload(): void };

/** How long to leave the stack in peace between two loads that nobody asked for, unless told otherwise. */
const PAUSE_MS = 400;

/**
 * Loads something, and again after every change of the stack or of `key`: at once if it was quiet before, else after
 * `pauseMs`, one load at a time, however often it changes. What was loaded for another key is gone at once.
 */
export function useLoaded<T>(key: string, load: () => Promise<T>, pauseMs = PAUSE_MS): Loaded<T> {
  const session = useSession();
  const [state, setState] = useState<{ key: string; value?: T; fault?: string }>({ key });
  const latest = useRef(load);
  latest.current = load;
  const reloadNow = useRef<() => void>(() => undefined);

  useEffect(() => {
    const loader = createLoader(async () => {
      const next = await latest.current().then(
        (value) => ({ value }),
        (error: unknown) => ({ fault: wordsOf(error) }),
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
    fault: isCurrent ? state.fault : undefined,
    reload: () => reloadNow.current(),
  };
}

/** Runs `load`, never twice at once; what is asked for meanwhile is one more run afterwards. */
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
