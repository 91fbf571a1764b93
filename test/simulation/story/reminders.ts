import { type Dice, diceFor } from '../engine/dice.ts';
import { type QuietHours, reminderTimes } from '../model/reminder-times.ts';
import type { Start } from './desk-acts.ts';
import { REMINDERS, type Reminders } from './reminders-contract.ts';
import type { Act, Outage, Story } from './story.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** When reminders of the appointments that the desk gives are due, in ms after the start of the story. */
export function dueMoments({ startsAt, acts }: Pick<Story, 'startsAt' | 'acts'>, name: Reminders): number[] {
  const { reminders, quietHours }: { quietHours: QuietHours | undefined } & (typeof REMINDERS)[Reminders] =
    REMINDERS[name];
  const times = reminderTimes('Europe/Madrid', quietHours);
  const starts = acts.flatMap((act) => ('start' in act ? [act.start] : []));
  const momentOf = ({ date, time }: Start) => times.momentOf(date, time);
  return starts
    .flatMap((start) => reminders.map((rule) => times.dueOf(rule, momentOf(start)) - startsAt))
    .filter((dueMs) => dueMs > MINUTE);
}

/** Just when a reminder is due, somebody changes what it is about, opts out, comes back, or is forgotten. */
function actsAround(dueMs: number, story: Story, dice: Dice, index: number): Act[] {
  const act = (name: string, aroundMs: number) => ({
    key: `${name}${index}`,
    afterMs: Math.max(0, dueMs + aroundMs),
  });
  const customer = dice.between(0, story.customers.length - 1);
  const near = () => dice.pick([-2 * MINUTE, -2 * SECOND, -SECOND, 0, 300, SECOND, 2 * SECOND, MINUTE]);
  const decides = () => ({ ...act('due', near()), about: `due ${index}`, idempotencyKey: `key-due${index}` });
  const starts = story.acts.flatMap((one) => ('start' in one ? [one.start] : []));
  const writes = (text: string, aroundMs: number): Act => ({
    ...act(`due-${text}`, aroundMs),
    kind: 'writes',
    customer,
    text,
  });
  const thrown = dice.float();
  const visit = dice.chance(0.6) ? [writes('Hello', -dice.between(1, 20) * HOUR)] : [];
  if (thrown < 0.2) return [...visit, { ...decides(), kind: 'cancels-booking' }];
  if (thrown < 0.45) {
    const moves: Act = { ...decides(), kind: 'moves-booking', start: dice.pick(starts), override: true };
    const back: Act = { ...moves, key: `back${index}`, afterMs: moves.afterMs + dice.pick([SECOND, MINUTE, HOUR]) };
    const again: Act = { ...back, start: dice.pick(starts), idempotencyKey: `key-back${index}` };
    return [...visit, moves, ...(dice.chance(0.4) ? [again] : [])];
  }
  if (thrown < 0.6) return [...visit, { ...decides(), kind: 'corrects-notes' }];
  if (thrown < 0.75) return [...visit, writes('stop', near() - dice.pick([0, 0, HOUR]))];
  return thrown < 0.8 ? [...visit, { ...act('due-erased', near()), kind: 'erases', customer }] : visit;
}

/** Functions are not started by schedule or queue for an hour, or for three days, when a reminder is due. */
function outageAround(dueMs: number, dice: Dice): Outage {
  const fromMs = Math.max(0, dueMs - dice.between(0, 40) * MINUTE);
  return { fromMs, toMs: fromMs + dice.pick([HOUR, HOUR, 3 * HOUR, 3 * DAY]) };
}

/** In some stories staff decide about a booking just when the run begins that is to send its reminder. Has its own dice. */
function withRace(story: Story): Story {
  const dice = diceFor(story.seed, 'race with a reminder');
  const booked = story.acts.flatMap((act) => (act.kind === 'books' && act.customer !== undefined ? [act] : []));
  if (!dice.chance(0.15) || booked.length === 0) return story;
  const act = dice.pick(booked);
  const due = dueMoments({ startsAt: story.startsAt, acts: [act] }, story.reminders);
  if (due.length === 0) return story;
  const race = { key: 'race', afterMs: dice.pick(due) - SECOND, about: { madeBy: act.key }, awaitsRun: true } as const;
  const { start } = dice.pick(booked);
  const decision: Act = dice.chance(0.5)
    ? { ...race, kind: 'cancels-booking', idempotencyKey: 'key-race' }
    : { ...race, kind: 'moves-booking', start, override: true, idempotencyKey: 'key-race' };
  return { ...story, acts: [...story.acts, decision] };
}

/**
 * In half of the stories of a clinic that tells its customers of their bookings it also reminds them. Has its own dice, so
 * that the other stories stay the same.
 */
export function withReminders(story: Story): Story {
  const dice = diceFor(story.seed, 'reminders');
  if (story.notices === 'off' || story.terms !== 'clinic' || dice.chance(0.5)) return story;
  const reminders = dice.pick(['usual', 'usual', 'always', 'more'] as const);
  const due = dueMoments(story, reminders);
  if (due.length === 0) return { ...story, reminders };
  const around = Array.from({ length: dice.between(1, 2) }, (_, index) =>
    actsAround(dice.pick(due), story, dice, index),
  ).flat();
  const outages = dice.chance(0.2) ? [outageAround(dice.pick(due), dice)] : [];
  const changes: Act = { key: 'reminders', afterMs: dice.between(0, 20 * HOUR), kind: 'changes-reminders', reminders };
  const isNew = dice.chance(0.1);
  const noiseMs = dice.chance(0.5) ? Math.max(story.noiseMs, dice.pick(due) + HOUR) : story.noiseMs;
  return withRace({
    ...story,
    reminders: isNew ? 'none' : reminders,
    acts: [...story.acts, ...around, ...(isNew ? [changes] : [])],
    outages,
    noiseMs,
  });
}
