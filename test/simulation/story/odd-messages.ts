import { type Dice, diceFor } from '../engine/dice.ts';
import { type Act, ODDITIES, type Story } from './story.ts';

/** More brackets in a row than any JSON nests. */
const BRACKETS = '['.repeat(70);

function anOddAct(dice: Dice, index: number, customers: number): Act {
  const act = {
    key: `odd${index}`,
    afterMs: dice.between(1_000, 40 * 60_000),
    customer: dice.between(0, customers - 1),
  };
  return dice.chance(0.2)
    ? { ...act, kind: 'writes', text: BRACKETS }
    : { ...act, kind: 'odd-message', oddity: dice.pick(ODDITIES) };
}

/** In some stories odd things come in. Has dice of its own, so that no other story changes. */
export function withOddMessages(story: Story): Story {
  const dice = diceFor(story.seed, 'odd messages');
  if (!dice.chance(0.05)) return story;
  const count = dice.between(1, 3);
  const acts = Array.from({ length: count }, (_, index) => anOddAct(dice, index, story.customers.length));
  return { ...story, acts: [...story.acts, ...acts] };
}
