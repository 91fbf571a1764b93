import { diceFor } from '../engine/dice.ts';
import type { Act, Story } from './story.ts';

/**
 * Somebody wants to hear nothing, asks to book all the same, and then wants messages again and asks once more. Has dice
 * of its own, so that no other story changes.
 */
export function withChangeOfMind(story: Story): Story {
  const dice = diceFor(story.seed, 'change of mind');
  if (!dice.chance(0.03)) return story;
  const customer = dice.between(0, story.customers.length - 1);
  let afterMs = dice.between(1_000, 120_000);
  const acts = ['stop', 'I want to book', 'start', 'book please'].map((text, index): Act => {
    afterMs += dice.between(2_000, 240_000);
    return { key: `mind${index}`, afterMs, kind: 'writes', customer, text };
  });
  return { ...story, acts: [...story.acts, ...acts] };
}
