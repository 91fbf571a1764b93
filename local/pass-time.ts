import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** A scheduled rule that runs every minute has run once when so much time has passed. */
const RULE_MS = 60_000;

/** What is due this soon is being worked on: a call to the provider is given up after 13 seconds. */
const UNDER_WAY_MS = 20_000;

/** How long to wait, on the machine's clock, for what is due at one moment: a fault may keep it from being done. */
const PATIENCE_MS = 10_000;

/** How long to wait for all of it; then the clock jumps to the end. */
const WHOLE_PATIENCE_MS = 60_000;

const LOOK_EVERY_MS = 50;

/** Something that waits, by its key, and when it is due (ISO, UTC). */
type Waiting = { pk: string; dueAt: string };

const nameOf = ({ pk, dueAt }: Waiting) => `${pk} ${dueAt}`;

/**
 * Lets time pass for the whole stack, as if nobody had moved the clock: it stops wherever something is due, until that is
 * done, but no longer than a person has patience. `clock.advance` jumps instead, as if the stack had been down meanwhile.
 *
 * @param waiting what waits now, the soonest first
 */
export async function passTime(clock: Clock, ms: number, waiting: () => Promise<Waiting[]>): Promise<void> {
  const end = clock.now().getTime() + ms;
  const patienceUntil = performance.now() + WHOLE_PATIENCE_MS;
  /** What is not done although it is due: nothing waits for it again. */
  const stuck = new Set<string>();

  async function dueWithin(from: number, to: number): Promise<Waiting[]> {
    const all = await waiting();
    return all.filter((one) => {
      const dueAt = Date.parse(one.dueAt);
      return dueAt >= from && dueAt <= to && !stuck.has(nameOf(one));
    });
  }

  async function untilDone(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const left = await dueWithin(Number.NEGATIVE_INFINITY, clock.now().getTime() + UNDER_WAY_MS);
      if (left.length === 0) return;
      if (performance.now() > until) {
        for (const one of left) stuck.add(nameOf(one));
        return;
      }
      await wait(LOOK_EVERY_MS);
    }
  }

  for (let now = clock.now().getTime(); now < end; now = clock.now().getTime()) {
    const [next] = performance.now() < patienceUntil ? await dueWithin(now, end) : [];
    // A stop is at least so far ahead that the rule that works on it runs.
    const stop = next ? Math.min(end, Math.max(Date.parse(next.dueAt), now + RULE_MS)) : end;
    clock.advance((stop - now) / 1000);
    if (next) await untilDone();
  }
}
