import { onceFor } from '../once-for.ts';
import type { MessageWish } from './wish.ts';

/**
 * What each feature says for or against each wish, as `npm run wishes` learns it. One entry has seven characters: three for
 * the feature's number, and one for each of `WEIGHED`. "Nothing" has no weight: it is what the others are compared with.
 */
export type Weights = string;

/** The wishes of an entry, in this order. */
export const WEIGHED = ['book', 'cancel', 'change', 'question'] as const satisfies MessageWish[];

/** 64 characters that need no escape in a string. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ZERO = DIGITS.length / 2;

const NUMBER_DIGITS = 3;
/** The number of a feature, and a digit for each of `WEIGHED`. */
const ENTRY = /.{7}/g;

/** A weight of one step, and the largest. */
export const STEP = 0.1;
export const MOST_STEPS = ZERO - 1;

/** The number of a feature, which is the same for few others: 18 bits of FNV-1a. */
export function numberOf(feature: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  const digits = [hash >>> 26, hash >>> 20, hash >>> 14];
  return digits.map((bits) => DIGITS[bits & 63]).join('');
}

/** An entry for a feature's number, of whole steps. */
export const entryOf = (number: string, steps: readonly number[]): string =>
  number + steps.map((step) => DIGITS[step + ZERO]).join('');

/** The steps of each feature. A table is read at its first use. */
const tableOf = onceFor((own: { weights: Weights }): ReadonlyMap<string, readonly number[]> => {
  const entries = [...own.weights.matchAll(ENTRY)];
  return new Map(
    entries.map(([entry]) => [
      entry.slice(0, NUMBER_DIGITS),
      [...entry.slice(NUMBER_DIGITS)].map((digit) => DIGITS.indexOf(digit) - ZERO),
    ]),
  );
});

/** How likely each wish is by the features of a message, and that it has none. Together they are 1. */
export type Shares = Readonly<Record<MessageWish | 'nothing', number>>;

/** Shares by sums of weights. */
export function sharesOf(sums: readonly number[]): Shares {
  const most = Math.max(0, ...sums);
  const powers = [...sums, 0].map((sum) => Math.exp(sum - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const [book = 0, cancel = 0, change = 0, question = 0, nothing = 0] = powers.map((power) => power / total);
  return { book, cancel, change, question, nothing };
}

/** How likely each wish is, by the weights of one language. */
export function weigh(features: Iterable<string>, own: { weights: Weights }): Shares {
  const table = tableOf(own);
  const found = [...features].map((feature) => table.get(numberOf(feature)) ?? []);
  return sharesOf(WEIGHED.map((_, at) => found.reduce((sum, steps) => sum + (steps[at] ?? 0), 0) * STEP));
}
