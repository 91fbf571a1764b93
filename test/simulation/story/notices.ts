import { type Dice, diceFor } from '../engine/dice.ts';
import { NO_FAULTS } from '../engine/network.ts';
import { isOfClinic } from './clinic-story.ts';
import type { Act, Story } from './story.ts';

const HOUR = 3_600_000;

/** A member of staff decides on some booking. */
function decision(dice: Dice, story: Story, act: Pick<Act, 'key' | 'afterMs'>): Act {
  const idempotencyKey = `key-${act.key}`;
  const about = `later ${act.afterMs}`;
  const thrown = dice.float();
  if (!isOfClinic(story.seed)) {
    if (thrown < 0.15) return { ...act, kind: 'changes', about, notes: `Qwertz notes of ${act.key}`, idempotencyKey };
    return { ...act, kind: thrown < 0.6 ? 'moves' : 'cancels', about, idempotencyKey };
  }
  const starts = story.acts.flatMap((one) => ('start' in one ? [one.start] : []));
  if (starts.length === 0 || thrown < 0.4) return { ...act, kind: 'cancels-booking', about, idempotencyKey };
  return { ...act, kind: 'moves-booking', about, start: dice.pick(starts), override: thrown < 0.7, idempotencyKey };
}

/** Staff decide while the window is open, or after it has closed; customers say something in between, or are erased. */
function laterActs(dice: Dice, story: Story): Act[] {
  const last = Math.max(...story.acts.map(({ afterMs }) => afterMs));
  return Array.from({ length: dice.between(1, 3) }, (_, index) => {
    const afterMs = last + dice.pick([0, 1, 20, 24, 26]) * HOUR + dice.between(0, HOUR);
    const customer = dice.between(0, story.customers.length - 1);
    const said = { key: `said${index}`, afterMs: Math.max(0, afterMs - dice.between(-5_000, 2 * HOUR)), customer };
    const thrown = dice.float();
    const acts: Act[] = [decision(dice, story, { key: `later${index}`, afterMs })];
    // Two versions within seconds: the second while the first is being told.
    if (dice.chance(0.3)) {
      const key = `soon${index}`;
      acts.push(decision(dice, story, { key, afterMs: afterMs + dice.between(0, 6_000) }));
    }
    if (thrown < 0.15) acts.push({ ...said, kind: 'writes', text: dice.pick(['stop', 'baja']) });
    else if (thrown < 0.3) acts.push({ ...said, kind: 'writes', text: dice.pick(['Hello', 'start']) });
    else if (thrown < 0.33) acts.push({ ...said, kind: 'erases' });
    return acts;
  }).flat();
}

/** What customers write who want an answer, in the chat or from a person. */
const WISHES = [
  'Please cancel',
  'Please cancel',
  'I need to change my appointment',
  'when is my appointment?',
  '¿a qué hora abren?',
];

/** The stack answers what customers write and tap; the phone of one in eight answers by itself. Has its own dice. */
function withChats(story: Story): Story {
  const dice = diceFor(story.seed, 'chats');
  const last = Math.max(...story.acts.map(({ afterMs }) => afterMs));
  const wishes = Array.from({ length: dice.between(1, 3) }, (_, index): Act => {
    const customer = dice.between(0, story.customers.length - 1);
    const afterMs = dice.between(10_000, last + 2 * HOUR);
    return { key: `wish${index}`, afterMs, kind: 'writes', customer, text: dice.pick(WISHES) };
  });
  const machine = dice.chance(0.12) ? { machine: dice.between(0, story.customers.length - 1) } : {};
  return { ...story, answersChats: true, acts: [...story.acts, ...wishes], ...machine };
}

/**
 * The business tells its customers of their bookings, some of which change days later. Has its own dice, so that the
 * other stories stay the same.
 */
function withTold(story: Story): Story {
  const dice = diceFor(story.seed, 'notices');
  const notices = dice.pick(['texts-only', 'texts-only', 'some-templates', 'all-templates'] as const);
  if (dice.chance(0.35)) return { ...story, notices };
  const acts = [...story.acts, ...laterActs(dice, story)];
  const lastMs = Math.max(...acts.map(({ afterMs }) => afterMs));
  const noiseMs = dice.chance(0.5) ? lastMs + HOUR : story.noiseMs;
  return { ...story, notices, acts, noiseMs: Math.max(noiseMs, story.noiseMs) };
}

/**
 * A customer books by the form, and staff move that and cancel it within seconds, while the provider takes its time: the
 * newer version has to wait until the older one is told. Has its own dice.
 */
function withHaste(story: Story): Story {
  const dice = diceFor(story.seed, 'haste');
  if (isOfClinic(story.seed) || !dice.chance(0.1)) return story;
  const customer = dice.between(0, story.customers.length - 1);
  const submits = { key: 'haste form', afterMs: dice.between(0, HOUR / 4), kind: 'submits', withToken: true } as const;
  const form: Act = { ...submits, customer, wish: dice.pick(story.wishes) };
  const afterMs = form.afterMs + dice.between(HOUR / 60, HOUR / 4);
  const decides = (key: string, afterMs: number, kind: 'moves' | 'cancels'): Act => {
    return { key, afterMs, kind, about: 'haste', idempotencyKey: `key-${key}` };
  };
  const soon = afterMs + dice.between(500, 5_000);
  const acts = [...story.acts, form, decides('haste0', afterMs, 'moves'), decides('haste1', soon, 'cancels')];
  const noiseMs = Math.max(story.noiseMs, afterMs + HOUR);
  return { ...story, acts, noiseMs, faultRates: { ...NO_FAULTS, slow: 0.02 }, trouble: 0.05, slowAnswers: 0.7 };
}

/**
 * In every second story the business tells its customers of their bookings, and in half of these the stack answers them
 * in the chat. What is told on the way may depend on the order, so no such story is played twice.
 */
export function withNotices(story: Story): Story {
  if (story.seed % 2 === 0 || story.isPlayedTwice) return story;
  const told = withHaste(withTold(story));
  return story.seed % 4 === 3 ? withChats(told) : told;
}
