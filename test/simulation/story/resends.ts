import { diceFor } from '../engine/dice.ts';
import type { Act, Story } from './story.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After something else was done: at the same moment, while it is told, and when it is known that it did not arrive. */
const AFTER_MS = [0, 500, 5_000, MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR, 2 * HOUR, 25 * HOUR];

/**
 * In half of the stories with notices staff have sent again what a customer was not told, or try to. Has its own dice, so
 * that the other stories stay the same.
 */
export function withResends(story: Story): Story {
  const dice = diceFor(story.seed, 'resends');
  if (story.notices === 'off' || story.isPlayedTwice || dice.chance(0.5)) return story;
  const presses = Array.from({ length: dice.between(1, 4) }, (_, index): Act[] => {
    const key = `resend${index}`;
    const afterMs = dice.pick(story.acts).afterMs + dice.pick(AFTER_MS) + dice.between(0, MINUTE);
    const press = { kind: 'sends-again', about: `resend ${index}`, isUntold: dice.chance(0.85) } as const;
    const first: Act = { ...press, key, afterMs, idempotencyKey: `key-${key}` };
    // The customer writes, or opts out or in again, just before or after it.
    const customer = dice.between(0, story.customers.length - 1);
    const text = dice.pick(['Hello', 'Hello', 'start', 'stop']);
    const writesMs = Math.max(0, afterMs - dice.between(-3_000, 5 * MINUTE));
    const said: Act = { key: `${key} said`, afterMs: writesMs, kind: 'writes', customer, text };
    // A colleague presses at the same time, and somebody presses once more when it failed again.
    const more = [dice.between(0, 2_000), 10 * MINUTE].map((laterMs, again): Act => {
      const other = `${key} again ${again}`;
      return { ...press, key: other, afterMs: afterMs + laterMs, idempotencyKey: `key-${other}` };
    });
    return [first, ...(dice.chance(0.5) ? [said] : []), ...more.filter(() => dice.chance(0.4))];
  }).flat();
  const lastMs = Math.max(...presses.map(({ afterMs }) => afterMs));
  const noiseMs = dice.chance(0.5) ? Math.max(story.noiseMs, lastMs + HOUR) : story.noiseMs;
  return { ...story, acts: [...story.acts, ...presses], noiseMs };
}
