import { type Dice, diceFor } from '../engine/dice.ts';
import { clinicWish } from './clinic-forms.ts';
import type { Start } from './desk-acts.ts';
import { aPerson } from './people.ts';
import { dueMoments } from './reminders.ts';
import type { Act, Outage, Story } from './story.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const BEGINS = Date.parse('2026-11-02T10:00:00Z');
const DAYS = 730;
/** As many bookings as somebody has in two years. */
const BOOKINGS_OF_A_CUSTOMER = 5;

/** The days on which the clocks change, and those after them. */
const CHANGES = ['2027-03-28', '2027-10-31', '2028-03-26', '2028-10-29'].map((date) => Date.parse(`${date}T00:00:00Z`));

const MORNING = ['09:00', '09:15', '09:30', '10:00', '10:30', '11:00'];
const NIGHT = ['22:30', '23:00', '23:45', '00:15', '01:30', '02:30', '03:00'];

const dateAt = (at: number) => new Date(at).toISOString().slice(0, 10);

/** When somebody asks for an appointment, in ms after the start, and for when. */
function aWish(dice: Dice): { afterMs: number; start: Start; service: 'consultation' | 'vigil' | 'first-visit' } {
  const service = dice.pick(['consultation', 'consultation', 'first-visit', 'vigil'] as const);
  const time = dice.pick(service === 'vigil' ? NIGHT : MORNING);
  const aheadDays = dice.pick([0, 0, 1, 1, 2, 3, 5, 8, 14, 30]);
  const day = dice.chance(0.2)
    ? (dice.pick(CHANGES) - BEGINS) / DAY + dice.between(0, 2)
    : dice.between(aheadDays + 1, DAYS - 15);
  const date = dateAt(BEGINS + day * DAY);
  const afterMs = Math.max(0, Date.parse(`${date}T00:00:00Z`) - BEGINS - aheadDays * DAY - dice.between(0, 20 * HOUR));
  return { afterMs, start: { date, time }, service };
}

/** Another start: hours or days away, and often one to which a first one is moved back. */
function movedFrom({ date, time }: Start, dice: Dice): Start {
  const days = dice.pick([-3, -1, 0, 1, 2, 7]);
  const times = NIGHT.includes(time) ? NIGHT : MORNING;
  return { date: dateAt(Date.parse(`${date}T00:00:00Z`) + days * DAY), time: dice.pick(times) };
}

type Booked = { key: string; afterMs: number; start: Start; customer: number };

/** What becomes of a booking until it begins: it is moved, moved back, gets other notes, or is cancelled. */
function revisions({ key, afterMs, start }: Booked, dice: Dice): Act[] {
  const beginsMs = Date.parse(`${start.date}T${start.time}:00Z`) - BEGINS - HOUR;
  const about = { madeBy: key };
  // Many changes come about when a reminder is due: two hours or a day before.
  const moment = () =>
    Math.max(
      afterMs + MINUTE,
      dice.chance(0.5)
        ? beginsMs - dice.pick([0, 2, 2, 16, 24]) * HOUR + dice.between(-MINUTE, MINUTE)
        : dice.between(afterMs, Math.max(afterMs, beginsMs)),
    );
  const act = (index: number, atMs = moment()) => ({
    key: `${key}-${index}`,
    afterMs: atMs,
    about,
    idempotencyKey: `key-${key}-${index}`,
  });
  const moves = { kind: 'moves-booking', override: false } as const;
  const thrown = dice.float();
  if (thrown < 0.12) return [{ ...act(0), kind: 'cancels-booking' }];
  if (thrown < 0.3) return [{ ...act(0), ...moves, start: movedFrom(start, dice) }];
  if (thrown < 0.45) {
    const away = act(0);
    const backMs = away.afterMs + dice.pick([2_000, MINUTE, HOUR, 20 * HOUR]);
    return [
      { ...away, ...moves, start: movedFrom(start, dice) },
      { ...act(1, backMs), ...moves, start },
    ];
  }
  if (thrown < 0.6) return [{ ...act(0), kind: 'corrects-notes' }];
  return [];
}

/** Somebody gets an appointment at the desk, or by a form that they were sent. */
function episode(index: number, customers: number, dice: Dice): Act[] {
  const key = `visit${index}`;
  const customer = dice.between(0, customers - 1);
  const { afterMs, start, service } = aWish(dice);
  const beginsMs = Date.parse(`${start.date}T${start.time}:00Z`) - BEGINS;
  const writes = (name: string, atMs: number): Act => ({
    key: `${key} ${name}`,
    afterMs: Math.max(0, atMs),
    kind: 'writes',
    customer,
    text: 'Hello',
  });
  const words = [
    ...(dice.chance(0.7) ? [writes('hello', afterMs - MINUTE)] : []),
    ...(dice.chance(0.6) ? [writes('again', beginsMs - dice.between(2, 30) * HOUR)] : []),
  ];
  const idempotencyKey = `key-${key}`;
  if (dice.chance(0.25)) {
    const invites = {
      key: `${key} invited`,
      afterMs,
      kind: 'invites',
      customer,
      language: 'en',
      repeats: false,
    } as const;
    const submits = { key, afterMs: afterMs + 5_000, kind: 'submits', customer, withToken: true } as const;
    return [...words, { ...invites, idempotencyKey }, { ...submits, wish: clinicWish(service, start) }];
  }
  const books = { key, afterMs, kind: 'books', service, start, override: false, repeats: dice.chance(0.2) } as const;
  const person = dice.chance(0.93) ? { customer } : {};
  return [...words, { ...books, ...person, idempotencyKey }, ...revisions({ key, afterMs, start, customer }, dice)];
}

/**
 * Some want no messages for a while, and some are forgotten. The provider reports of many that they want none, so everybody
 * says now and then that they do.
 */
function wishesOfCustomers(customers: number, dice: Dice): Act[] {
  return Array.from({ length: customers }, (_, customer): Act[] => {
    const at = () => dice.between(0, DAYS * DAY);
    const act = (name: string, afterMs: number) => ({ key: `${name}${customer}`, afterMs, customer });
    const stopsMs = at();
    const stops: Act[] = [
      { ...act('stops', stopsMs), kind: 'writes', text: 'stop' },
      { ...act('starts', stopsMs + dice.between(1, 60) * DAY), kind: 'writes', text: 'start' },
    ];
    const again = Array.from({ length: 8 }, (_, index): Act => {
      return { ...act(`again${index}-`, at()), kind: 'writes', text: 'start' };
    });
    const thrown = dice.float();
    if (thrown < 0.3) return [...again, ...stops];
    return thrown < 0.45 ? [...again, { ...act('erased', at()), kind: 'erases' }] : again;
  }).flat();
}

/** Outages of an hour and of three days, each when a reminder is due. */
function outagesOf(due: readonly number[], dice: Dice): Outage[] {
  const outage = (lastsMs: number): Outage => {
    const fromMs = Math.max(0, dice.pick(due) - dice.between(0, 40) * MINUTE);
    return { fromMs, toMs: fromMs + lastsMs };
  };
  return [...Array.from({ length: 20 }, () => outage(HOUR)), ...Array.from({ length: 3 }, () => outage(3 * DAY))];
}

/** Two years of a clinic with so many bookings. The first has faults, the second has none. */
export function storyOfTwoYears(seed: number, bookings: number): Story {
  const dice = diceFor(seed, 'two years');
  const people = Math.ceil(bookings / BOOKINGS_OF_A_CUSTOMER);
  const customers = Array.from({ length: people }, (_, index) => aPerson(dice, index));
  const acts = Array.from({ length: bookings }, (_, index) => episode(index, people, dice)).flat();
  const reminders = dice.pick(['usual', 'usual', 'always'] as const);
  const changes: Act = { key: 'more reminders', afterMs: 400 * DAY, kind: 'changes-reminders', reminders: 'more' };
  const story = {
    seed,
    startsAt: BEGINS,
    customers,
    acts: [...acts, ...wishesOfCustomers(people, dice), ...(reminders === 'usual' ? [changes] : [])],
    registration: 'single',
    wishes: [clinicWish('consultation', { date: '2027-05-06', time: '10:30' })],
    faultRates: { refused: 0.005, repeated: 0.01, unanswered: 0.003, crash: 0.006, slow: 0.02 },
    trouble: 0.15,
    noiseMs: 365 * DAY,
    isPlayedTwice: false,
    slowAnswers: 0.05,
    terms: 'clinic',
    approval: 'automatic',
    notices: dice.pick(['some-templates', 'all-templates', 'all-templates'] as const),
    answersChats: dice.chance(0.5),
    reminders,
    outages: [],
    spansYears: true,
    clocksDiffer: true,
  } satisfies Story;
  return { ...story, outages: outagesOf(dueMoments(story, reminders), dice) };
}
