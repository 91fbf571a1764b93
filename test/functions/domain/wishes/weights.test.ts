import { describe, expect, it } from 'vitest';
import {
  entryOf,
  MOST_STEPS,
  numberOf,
  STEP,
  sharesOf,
  weigh,
} from '../../../../functions/shared/domain/wishes/weights.ts';

/** Two features: the first speaks for a cancellation and against a booking, the second for a change and a question. */
const weights = [
  entryOf(numberOf('zip'), [-MOST_STEPS, 12, 0, 1]),
  entryOf(numberOf('zap'), [0, -3, MOST_STEPS, 5]),
].join('');

describe('what the features of a message say', () => {
  it('is the sum of what was learned of each', () => {
    const sums = [-MOST_STEPS, 9, MOST_STEPS, 6].map((steps) => expect.closeTo(steps * STEP, 9));
    const { nothing, ...wishes } = weigh(['zip', 'unheard of', 'zap'], { weights });
    expect(Object.values(wishes).map((share) => Math.log(share / nothing))).toEqual(sums);
  });

  it('is nothing if nothing was learned of them', () => {
    const { book, cancel, change, question, nothing } = weigh(['unheard of'], { weights });
    expect([book, cancel, change, question]).toEqual([nothing, nothing, nothing, nothing]);
  });

  it('is 1 in all, however much speaks for a wish', () => {
    expect(sharesOf([2_000, 0, -2_000, 1])).toEqual({ book: 1, cancel: 0, change: 0, question: 0, nothing: 0 });
    expect(sharesOf([-2_000, -2_000, -2_000, -2_000])).toMatchObject({ nothing: 1 });
  });
});
