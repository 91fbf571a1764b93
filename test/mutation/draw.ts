import { diceFor } from '../simulation/engine/dice.ts';

/** So many of a list, each as likely as any other; the same for the same seed. */
export function draw<T>(list: readonly T[], count: number, seed: number): readonly T[] {
  const dice = diceFor(seed, 'mutants');
  const left = [...list];
  return Array.from({ length: Math.min(count, list.length) }, () =>
    left.splice(dice.between(0, left.length - 1), 1),
  ).flat();
}
