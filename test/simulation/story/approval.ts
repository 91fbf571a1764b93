import { type Dice, diceFor } from '../engine/dice.ts';
import type { Act, Story } from './story.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** When a customer asks for their time at the earliest; `undefined` for an act that asks for none by a form. */
function askedMs(act: Act): number | undefined {
  if (act.kind === 'submits') return act.afterMs;
  return act.kind === 'fills-in-live-form' ? act.afterMs + act.confirmsAfterMs : undefined;
}

/** Staff decide on what waits at once, hours later, after its time is over, or not at all; two of them may meet. */
function decisionsOn(afterMs: number, index: number, dice: Dice): Act[] {
  if (dice.chance(0.2)) return [];
  const delayMs = dice.pick([SECOND, 5 * SECOND, MINUTE, 10 * MINUTE, HOUR, 4 * HOUR - MINUTE, 5 * HOUR]);
  const decides = (key: string, atMs: number): Act => ({
    key,
    afterMs: atMs,
    kind: dice.chance(0.6) ? 'approves' : 'declines',
    about: `request ${index}`,
    ...(dice.chance(0.7) && { idempotencyKey: `key-${key}` }),
  });
  const first = decides(`decides${index}`, afterMs + delayMs + dice.between(0, 2 * SECOND));
  const meets = decides(`meets${index}`, first.afterMs + dice.between(0, 200));
  return dice.chance(0.3) ? [first, meets] : [first];
}

/**
 * In some stories of a clinic in which customers ask by forms, what they book waits until staff approve or refuse it. Has its
 * own dice, so that the other stories stay the same.
 */
export function withApproval(story: Story): Story {
  const dice = diceFor(story.seed, 'approval');
  const asked = story.acts.flatMap((act) => askedMs(act) ?? []);
  if (asked.length === 0 || !dice.chance(0.3)) return story;
  const decisions = asked.flatMap((afterMs, index) => decisionsOn(afterMs, index, dice));
  const noiseMs = dice.chance(0.5)
    ? Math.max(story.noiseMs, ...decisions.map((one) => one.afterMs + HOUR))
    : story.noiseMs;
  return { ...story, approval: 'manual', acts: [...story.acts, ...decisions], noiseMs };
}
