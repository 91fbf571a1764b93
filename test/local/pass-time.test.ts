import { describe, expect, it } from 'vitest';
import { createClock } from '../../local/clock.ts';
import { passTime } from '../../local/pass-time.ts';

const HOUR_MS = 3_600_000;

/** A clock, and due items that are done at once when the clock has reached them. */
function aStack(...dueInMs: number[]) {
  const clock = createClock();
  const start = clock.now().getTime();
  const items = dueInMs.map((ms, index) => ({ pk: `item#${index}`, dueAtMs: start + ms }));
  const done: { pk: string; lateByMs: number }[] = [];
  clock.onAdvance(() => {
    const nowMs = clock.now().getTime();
    for (const item of items.filter(({ dueAtMs }) => dueAtMs <= nowMs)) {
      items.splice(items.indexOf(item), 1);
      done.push({ pk: item.pk, lateByMs: nowMs - item.dueAtMs });
    }
  });
  const waiting = async () => items.map(({ pk, dueAtMs }) => ({ pk, dueAt: new Date(dueAtMs).toISOString() }));
  return { clock, done, waiting, passedMs: () => clock.now().getTime() - start };
}

describe('time that passes', () => {
  it('stops wherever something is due, and ends where it should', async () => {
    const { clock, done, waiting, passedMs } = aStack(2 * HOUR_MS, 18 * HOUR_MS, 30 * HOUR_MS);
    await passTime(clock, 24 * HOUR_MS, waiting);
    expect(done.map(({ pk }) => pk)).toEqual(['item#0', 'item#1']);
    for (const { lateByMs } of done) expect(lateByMs).toBeLessThan(60_000);
    expect(passedMs()).toBeGreaterThanOrEqual(24 * HOUR_MS);
    expect(passedMs()).toBeLessThan(24 * HOUR_MS + 60_000);
  });

  it('goes on until nothing is under way at a stop', async () => {
    const { clock, waiting } = aStack(HOUR_MS);
    const stops: number[] = [];
    clock.onAdvance((offsetMs) => stops.push(offsetMs));
    let looks = 0;
    const start = clock.now().getTime();
    // Claimed at its time, and settled three looks later.
    const claimed = async () => {
      if (stops.length === 0) return waiting();
      looks += 1;
      return looks > 3 ? [] : [{ pk: 'item#0', dueAt: new Date(start + HOUR_MS + 13_000).toISOString() }];
    };
    await passTime(clock, 2 * HOUR_MS, claimed);
    expect(looks).toBeGreaterThan(3);
    expect(stops).toHaveLength(2);
  });

  it('jumps where nothing is due', async () => {
    const { clock, waiting, passedMs } = aStack();
    await passTime(clock, HOUR_MS, waiting);
    expect(passedMs()).toBeGreaterThanOrEqual(HOUR_MS);
  });
});
