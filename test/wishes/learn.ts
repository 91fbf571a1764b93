import {
  entryOf,
  MOST_STEPS,
  numberOf,
  STEP,
  sharesOf,
  WEIGHED,
  type Weights,
} from '../../functions/shared/domain/wishes/weights.ts';
import type { Meaning } from '../functions/domain/wishes/messages.ts';

/** A message as it is learned from: its features, and what it means. */
export type Example = { features: readonly string[]; meaning: Meaning };

/** How often all messages are read. */
const ROUNDS = 25;
/** How far one message moves a weight at first, and how strongly all weights are drawn to zero. */
const RATE = 0.1;
const DECAY = 1e-4;

/** The features that are kept for a language: seven characters each in the bundle. */
export const MOST_FEATURES = 2_400;

/** Numbers from 0 to 1 that are the same on every run, so that the weights are. */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

/** The places of a number of examples, in another order on each call. */
function orders(count: number): () => number[] {
  const random = randomNumbers();
  const order = Array.from({ length: count }, (_, at) => at);
  return () => {
    for (let at = count - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
    }
    return order;
  };
}

/** Adds the weights of an example's features, by wish. */
function sumsOf(starts: Int32Array, weights: Float64Array): Float64Array {
  const sums = new Float64Array(WEIGHED.length);
  for (const start of starts) {
    for (let wish = 0; wish < sums.length; wish += 1) sums[wish] = (sums[wish] ?? 0) + (weights[start + wish] ?? 0);
  }
  return sums;
}

/** A weight for each feature and wish: logistic regression, by stochastic descent with a rate for each weight (AdaGrad). */
function weightsOf(examples: readonly Example[], names: readonly string[]): Float64Array {
  const places = new Map(names.map((name, at) => [name, at * WEIGHED.length]));
  const starts = examples.map(({ features }) => Int32Array.from(features.flatMap((name) => places.get(name) ?? [])));
  const weights = new Float64Array(names.length * WEIGHED.length);
  const moved = new Float64Array(weights.length).fill(1e-8);
  const nextOrder = orders(examples.length);
  const move = (place: number, fault: number) => {
    const slope = fault + DECAY * (weights[place] ?? 0);
    const all = (moved[place] ?? 0) + slope * slope;
    moved[place] = all;
    weights[place] = (weights[place] ?? 0) - (RATE * slope) / Math.sqrt(all);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const at of nextOrder()) {
      const mine = starts[at] ?? new Int32Array();
      const shares = sharesOf([...sumsOf(mine, weights)]);
      const faults = WEIGHED.map((name) => shares[name] - (examples[at]?.meaning === name ? 1 : 0));
      for (const start of mine) {
        for (let wish = 0; wish < faults.length; wish += 1) move(start + wish, faults[wish] ?? 0);
      }
    }
  }
  return weights;
}

/** The features that matter most: the sum of their squared weights, by how many messages have them. */
function mostUseful(
  examples: readonly Example[],
  names: readonly string[],
  weights: Float64Array,
  most: number,
): string[] {
  const counts = new Map<string, number>();
  for (const { features } of examples) for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const use = names.map((name, at) => {
    const own = weights.subarray(at * WEIGHED.length, (at + 1) * WEIGHED.length);
    return { name, use: own.reduce((sum, weight) => sum + weight * weight, 0) * Math.sqrt(counts.get(name) ?? 0) };
  });
  return use
    .sort((a, b) => b.use - a.use || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** What the messages of one language teach: the weights of the features that matter most. */
export function learn(examples: readonly Example[], most = MOST_FEATURES): Weights {
  const all = [...new Set(examples.flatMap(({ features }) => features))].sort();
  const kept = mostUseful(examples, all, weightsOf(examples, all), most).sort();
  const weights = weightsOf(examples, kept);
  const entries = new Map(
    kept.map((name, at) => {
      const own = [...weights.subarray(at * WEIGHED.length, (at + 1) * WEIGHED.length)];
      const steps = own.map((weight) => Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.round(weight / STEP))));
      return [numberOf(name), steps] as const;
    }),
  );
  return [...entries].map(([number, steps]) => entryOf(number, steps)).join('');
}
