import { seededRandom } from '../../../local/one-msg/behaviour/seeded-random.ts';

/** Repeatable random numbers. The same seed and key always give the same sequence. */
export type Dice = {
  /** From 0 up to but not including 1. */
  float(): number;
  chance(probability: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  bytes(count: number): Uint8Array;
};

/** FNV-1a over the key, then mixed: similar keys must not give similar numbers. */
function hash(seed: number, key: string): number {
  let mixed = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let at = 0; at < key.length; at++) mixed = Math.imul(mixed ^ key.charCodeAt(at), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/**
 * Dice for one event. The numbers depend on the event's name, not on earlier events, so that a story with one action
 * less still has all the others, and the same faults in them.
 */
export function diceFor(seed: number, key: string): Dice {
  const float = seededRandom(hash(seed, key));
  const between = (least: number, most: number) => least + Math.floor(float() * (most - least + 1));
  return {
    float,
    chance: (probability) => float() < probability,
    between,
    pick: <T>(list: readonly T[]) => {
      const picked = list[between(0, list.length - 1)];
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => between(0, 255)),
  };
}

/** Dice that change at a given moment: two runs of one story are the same until then. */
export function switchingDice(first: Dice, second: Dice, isSecond: () => boolean): Dice {
  const current = () => (isSecond() ? second : first);
  return {
    float: () => current().float(),
    chance: (probability) => current().chance(probability),
    between: (least, most) => current().between(least, most),
    pick: (list) => current().pick(list),
    bytes: (count) => current().bytes(count),
  };
}
