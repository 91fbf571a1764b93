import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacer, type Pace } from '../../../functions/shared/runtime/pacer.ts';

let now = 0;
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** How many turns are to be had at this moment. */
async function turnsAt(pace: Pace, at: number): Promise<number> {
  now = at;
  let turns = 0;
  while (await pace(0)) turns += 1;
  return turns;
}

describe('the turns at the channel', () => {
  it('come one by one', async () => {
    const pace = createPacer(100);
    expect(await turnsAt(pace, 5_000)).toBe(1);
    expect(await turnsAt(pace, 5_099)).toBe(0);
    expect(await turnsAt(pace, 5_100)).toBe(1);
  });

  it('that nobody took may be taken later, but for those of more than a second', async () => {
    const pace = createPacer(100);
    expect(await turnsAt(pace, 0)).toBe(1);
    expect(await turnsAt(pace, 500)).toBe(5);
    expect(await turnsAt(pace, 60_000)).toBe(11);
    expect(await turnsAt(pace, 60_000)).toBe(0);
  });

  it('are waited for where there is time, and not taken where there is none', async () => {
    const pace = createPacer(10);
    expect(await pace(0)).toBe(true);
    expect(await pace(9)).toBe(false);
    expect(await pace(10)).toBe(true);
    expect(await pace(19)).toBe(false);
    expect(await pace(20)).toBe(true);
  });
});
