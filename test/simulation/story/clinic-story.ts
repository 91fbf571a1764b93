import type { Dice } from '../engine/dice.ts';
import type { ClinicService } from './clinic-terms.ts';
import type { DeskAct, Start } from './desk-acts.ts';
import type { Act } from './story.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Every third story is one of a clinic. */
export const isOfClinic = (seed: number): boolean => seed % 3 === 0;

/** When a story begins, the day that everybody wants, and the day after it, two of which have 23 or 25 hours. */
const DAYS = [
  { startsAt: '2026-11-22T10:00:00Z', date: '2026-11-24', next: '2026-11-25' },
  { startsAt: '2027-03-26T10:00:00Z', date: '2027-03-27', next: '2027-03-28' },
  { startsAt: '2027-10-29T10:00:00Z', date: '2027-10-30', next: '2027-10-31' },
] as const;
type Dates = (typeof DAYS)[number];

const MORNING = ['09:00', '09:15', '09:30', '09:30', '10:00', '10:00', '10:30', '10:45'];
const NIGHT = ['23:00', '23:15', '23:30', '23:45'];
const AFTER_MIDNIGHT = ['00:00', '00:15', '01:30', '02:30', '03:00'];

const SERVICES: readonly ClinicService[] = [
  'consultation',
  'consultation',
  'first-visit',
  'first-visit',
  'treatment',
  'treatment',
  'group',
  'vigil',
];
const CHOICES: Partial<Record<ClinicService, readonly string[]>> = {
  consultation: ['ana', 'ben'],
  treatment: ['ana', 'ben'],
};

function startFor(service: ClinicService, dice: Dice, { date, next }: Dates): Start {
  if (service !== 'vigil') return { date, time: dice.pick(MORNING) };
  return dice.chance(0.6) ? { date, time: dice.pick(NIGHT) } : { date: next, time: dice.pick(AFTER_MIDNIGHT) };
}

function chosen(service: ClinicService, dice: Dice): { resource?: string } {
  const choices = CHOICES[service];
  return choices && dice.chance(0.4) ? { resource: dice.pick(choices) } : {};
}

/** Closes the morning, a part of it, or the night over midnight. */
function closing(dice: Dice, { date, next }: Dates): Extract<DeskAct, { kind: 'closes' }> {
  const [from, to] = dice.pick([
    [`${date}T09:00`, `${date}T12:30`],
    [`${date}T10:00`, `${date}T10:30`],
    [`${date}T23:00`, `${next}T01:00`],
  ] as const);
  const whom = dice.chance(0.5) ? { resource: dice.pick(['ana', 'room', 'guard']) } : {};
  const deletion = dice.chance(0.5) ? { deletesAfterMs: dice.pick([SECOND, MINUTE]) } : {};
  return { kind: 'closes', from, to, ...whom, ...deletion };
}

/** A confirmation comes at once, about when the hold ends, or long after. */
export const confirmsAfter = (dice: Dice) =>
  dice.pick([SECOND, 20 * SECOND, 10 * MINUTE - dice.between(0, 20) * SECOND, 10 * MINUTE + 20 * SECOND, 12 * MINUTE]);

type Scene = { dice: Dice; dates: Dates; service: ClinicService; customers: number };

function actOf(key: string, afterMs: number, { dice, dates, service, customers }: Scene): Act {
  const act = { key, afterMs };
  const withKey = dice.chance(0.8) ? { idempotencyKey: `key-${key}` } : {};
  const about = `booking ${dice.between(0, 1)}`;
  const start = startFor(service, dice, dates);
  const override = dice.chance(0.12);
  const thrown = dice.float();
  if (thrown < 0.4) {
    const customer = dice.chance(0.7) ? { customer: dice.between(0, customers - 1) } : {};
    const repeats = dice.chance(0.3);
    return {
      ...act,
      kind: 'books',
      service,
      ...chosen(service, dice),
      start,
      override,
      repeats,
      ...customer,
      ...withKey,
    };
  }
  if (thrown < 0.53) return { ...act, kind: 'moves-booking', about, start, override, ...withKey };
  if (thrown < 0.62) return { ...act, kind: 'cancels-booking', about, ...withKey };
  if (thrown < 0.73) {
    const date = service === 'vigil' && dice.chance(0.5) ? dates.next : dates.date;
    return { ...act, kind: 'looks', service, ...chosen(service, dice), date, books: dice.chance(0.7) };
  }
  if (thrown < 0.89) {
    return { ...act, kind: 'holds', about, start, again: dice.chance(0.4), confirmsAfterMs: confirmsAfter(dice) };
  }
  if (thrown < 0.94) return { ...act, ...closing(dice, dates) };
  if (thrown < 0.98) return { ...act, kind: 'erases', customer: dice.between(0, customers - 1) };
  return { ...act, kind: 'redeploys', terms: dice.pick(['clinic-later', 'clinic'] as const) };
}

/** About when a hold ends, others want its place, or the clinic opens at other hours. */
function aroundHold(hold: Act & Extract<DeskAct, { kind: 'holds' }>, { dice, service, customers }: Scene): Act[] {
  const key = `${hold.key}-other`;
  const afterMs = hold.afterMs + dice.pick([SECOND, 10 * MINUTE - 10 * SECOND, 10 * MINUTE + 25 * SECOND, 11 * MINUTE]);
  const { start } = hold;
  const thrown = dice.float();
  if (thrown < 0.35) return [{ key, afterMs, kind: 'looks', service, date: start.date, books: true }];
  if (thrown < 0.6) {
    const other = { service, start, override: false, repeats: false, idempotencyKey: `key-${key}` };
    return [{ key, afterMs, kind: 'books', ...other }];
  }
  if (thrown < 0.7) return [{ key, afterMs: hold.afterMs + SECOND / 2, kind: 'redeploys', terms: 'clinic-later' }];
  if (thrown < 0.8) {
    const [from, to] = [`${start.date}T00:00`, `${start.date}T23:59`];
    return [{ key, afterMs: hold.afterMs + SECOND / 2, kind: 'closes', from, to }];
  }
  const customer = dice.between(0, customers - 1);
  return [{ key, afterMs: hold.afterMs - dice.between(0, 120), kind: 'erases', customer }];
}

/** What staff and customers of a clinic do, most of it about one service and within seconds. */
export function clinicActs(dice: Dice, customers: number): { startsAt: number; acts: Act[] } {
  const dates = dice.pick(DAYS);
  const favourite = dice.pick(SERVICES);
  const span = dice.pick([60, 60, 250, SECOND, 10 * SECOND, 2 * MINUTE, 15 * MINUTE]);
  const sceneOf = (): Scene => ({
    dice,
    dates,
    customers,
    service: dice.chance(0.75) ? favourite : dice.pick(SERVICES),
  });
  const first = Array.from({ length: dice.between(1, 3) }, (_, index): Act => {
    const { service } = sceneOf();
    const start = startFor(service, dice, dates);
    const customer = dice.between(0, customers - 1);
    const idempotencyKey = `key-first${index}`;
    const common = { key: `first${index}`, afterMs: index * 20, override: false, repeats: false, idempotencyKey };
    return { ...common, kind: 'books', service, start, customer };
  });
  const acts = Array.from({ length: dice.between(2, 6) }, (_, index) => {
    const scene = sceneOf();
    const act = actOf(`act${index}`, 300 + Math.floor(dice.float() * span), scene);
    return act.kind === 'holds' ? [act, ...aroundHold(act, scene)] : [act];
  }).flat();
  return { startsAt: Date.parse(dates.startsAt), acts: [...first, ...acts] };
}
