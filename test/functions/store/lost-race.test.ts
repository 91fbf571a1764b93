import { describe, expect, it, vi } from 'vitest';
import {
  Contention,
  LOST,
  longestPauseAfter,
  pauseAfter,
  TRIES,
  untilWritten,
} from '../../../functions/shared/store/table/lost-race.ts';

describe('a write that others may be faster with', () => {
  it('is decided anew until nobody was faster, and counts its turns', async () => {
    const turn = vi.fn(async (attempt: number) => (attempt < 4 ? LOST : undefined));
    expect(await untilWritten(turn)).toBeUndefined();
    expect(turn.mock.calls).toEqual([[1], [2], [3], [4]]);
  });

  it('is given up after so many races, and nothing hides why one failed', async () => {
    const lost = vi.fn(async () => LOST);
    await expect(untilWritten(lost, 3)).rejects.toThrow(Contention);
    expect(lost).toHaveBeenCalledTimes(3);
    const failed = async () => Promise.reject(new Error('no table'));
    await expect(untilWritten(failed)).rejects.toThrow('no table');
  });

  it('is tried twenty times, each after a pause of another length', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0);
    const lost = vi.fn(async () => LOST);
    await expect(untilWritten(lost)).rejects.toThrow('Too many write the same at once.');
    expect(lost).toHaveBeenCalledTimes(TRIES);
    expect(random).toHaveBeenCalledTimes(TRIES);
    random.mockRestore();
  });

  it('waits longer after each race, up to a third of a second', async () => {
    expect([1, 2, 15, 16, 1_000].map(longestPauseAfter)).toEqual([20, 40, 300, 300, 300]);
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.001);
    const began = performance.now();
    await pauseAfter(1_000);
    // A thousandth of that.
    expect(performance.now() - began).toBeLessThan(10_000);
    random.mockRestore();
  });
});
