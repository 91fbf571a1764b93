import { type Dice, diceFor } from '../engine/dice.ts';
import { reminderTimes } from '../model/reminder-times.ts';
import { isOfClinic } from './clinic-story.ts';
import type { Act, Story } from './story.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Before the day, on its morning, about the start, in the evening, and just before and after the follow-ups are due. */
const AROUND_MS = [-30 * HOUR, -2 * HOUR, 0, HOUR, 10 * HOUR, DAY, DAY + 4 * HOUR, 20 * DAY - MINUTE, 21 * DAY];

/** Staff note who came and who did not. Some of it they correct, at once or days later. */
function notesAbout(startsMs: number, index: number, dice: Dice): Act[] {
  const note = (key: string, afterMs: number, value: 'came' | 'no-show'): Act => {
    return { key, afterMs: Math.max(MINUTE, afterMs), kind: 'notes-attendance', about: `attended ${index}`, value };
  };
  const first = dice.pick(['came', 'no-show'] as const);
  const afterMs = startsMs + dice.pick(AROUND_MS) + dice.between(0, MINUTE);
  const again = dice.chance(0.7) ? (first === 'came' ? 'no-show' : 'came') : first;
  const correction = note(`corrects${index}`, afterMs + dice.pick([100, 2_000, HOUR, 3 * DAY]), again);
  // Somebody else writes the same booking at that moment, or a day later.
  const key = `afterwards${index}`;
  const notes: Act = {
    key,
    afterMs: Math.max(MINUTE, afterMs) + dice.pick([0, 60, 300, DAY]),
    kind: 'corrects-notes',
    about: `attended ${index}`,
    idempotencyKey: `key-${key}`,
  };
  return [
    note(`notes${index}`, afterMs, first),
    ...(dice.chance(0.4) ? [correction] : []),
    ...(dice.chance(0.4) ? [notes] : []),
  ];
}

/**
 * In every third story of a clinic staff note who came. Has its own dice, so that the other stories stay the same.
 */
export function withAttendance(story: Story): Story {
  const dice = diceFor(story.seed, 'attendance');
  if (!isOfClinic(story.seed) || !dice.chance(0.33)) return story;
  const { momentOf } = reminderTimes('Europe/Madrid', undefined);
  const starts = story.acts.flatMap((act) => (act.kind === 'books' ? [momentOf(act.start.date, act.start.time)] : []));
  if (starts.length === 0) return story;
  const notes = Array.from({ length: dice.between(1, 3) }, (_, index) =>
    notesAbout(dice.pick(starts) - story.startsAt, index, dice),
  ).flat();
  const noiseMs = dice.chance(0.5)
    ? Math.max(story.noiseMs, ...notes.map(({ afterMs }) => afterMs + HOUR))
    : story.noiseMs;
  return { ...story, acts: [...story.acts, ...notes], noiseMs };
}
