import type { ConsoleSession } from '../ui/console-session.ts';

/** So often an open page asks whether something changed: what one desk does is at the others within two seconds. */
const ASK_EVERY_MS = 1000;

/** Nobody answers: after each vain question the next one waits twice as long, up to this. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * Asks by a conditional request whether anything changed, as long as the page is visible and somebody listens. The answer
 * is a tag; another tag than before means a change, of which nothing more is known.
 * @param ended called if the session does not hold any more
 */
export function followChanges(address: string, ended: () => void): ConsoleSession['onChange'] {
  const listeners = new Set<Parameters<ConsoleSession['onChange']>[0]>();
  let tag: string | undefined;
  let pauseMs = ASK_EVERY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;

  function noteTag(seen: string | null): void {
    if (seen === null || seen === tag) return;
    const isFirst = tag === undefined;
    tag = seen;
    if (!isFirst) for (const listener of listeners) listener('unknown');
  }

  async function ask(): Promise<void> {
    const answer = await fetch(address, tag === undefined ? {} : { headers: { 'if-none-match': tag } });
    if (answer.status === 401) return ended();
    if (answer.status !== 304 && !answer.ok) throw new Error(`The question was answered with ${answer.status}.`);
    if (answer.status !== 304) noteTag(answer.headers.get('etag'));
  }

  async function askAndWait(): Promise<void> {
    if (isAsking || listeners.size === 0 || document.visibilityState !== 'visible') return;
    isAsking = true;
    clearTimeout(timer);
    pauseMs = await ask().then(
      () => ASK_EVERY_MS,
      () => Math.min(2 * pauseMs, LONGEST_PAUSE_MS),
    );
    isAsking = false;
    timer = setTimeout(askAndWait, pauseMs);
  }

  return (listener) => {
    if (listeners.size === 0) {
      document.addEventListener('visibilitychange', askAndWait);
      addEventListener('online', askAndWait);
    }
    listeners.add(listener);
    void askAndWait();
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', askAndWait);
      removeEventListener('online', askAndWait);
    };
  };
}
