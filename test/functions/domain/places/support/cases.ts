import fc from 'fast-check';
import type { ClaimId, Day, DayClosure, LocalDate } from '../../../../../functions/shared/domain/places/day.ts';
import type { Business, Resource, ResourceId, Service } from '../../../../../functions/shared/domain/places/service.ts';
import { aService, claimId, date, invitation, resourceId } from './clinic.ts';
import { clockOf, type Shown } from './minute-by-minute.ts';

const MINUTE = 60_000;

export type Case = {
  business: Business;
  service: Service;
  chosen: ResourceId | undefined;
  days: Day[];
  now: number;
  date: LocalDate;
  replaces: ClaimId | undefined;
  grain: number;
};

/** Zone, date, and of how many minutes all its changes are multiples: gaps, repeats and skipped dates of all kinds. */
export const CHANGE_DAYS: [string, string, number][] = [
  ['Europe/Madrid', '2026-03-29', 5],
  ['Europe/Madrid', '2026-10-25', 5],
  ['Australia/Lord_Howe', '2026-04-05', 5],
  ['Australia/Lord_Howe', '2026-10-04', 5],
  ['Antarctica/Troll', '2026-03-29', 5],
  ['Africa/Cairo', '2026-04-24', 5],
  ['America/Havana', '2026-03-08', 5],
  ['America/Havana', '2026-11-01', 5],
  ['America/Sao_Paulo', '2018-11-04', 5],
  ['America/Sao_Paulo', '2018-02-17', 5],
  ['America/St_Johns', '2010-11-06', 1],
  ['America/St_Johns', '2010-11-07', 1],
  ['America/St_Johns', '2010-03-14', 1],
  ['Asia/Kathmandu', '1986-01-01', 5],
  ['Asia/Pyongyang', '2015-08-14', 5],
  ['Asia/Pyongyang', '2015-08-15', 5],
  ['Pacific/Apia', '2011-12-29', 5],
  ['Pacific/Apia', '2011-12-30', 5],
  ['Pacific/Apia', '2011-12-31', 5],
  ['Pacific/Kwajalein', '1993-08-20', 5],
  ['Pacific/Kwajalein', '1993-08-21', 5],
];

const clocks = new Map<string, (at: number) => Shown>();

/** The clock of a zone, which remembers what it showed. */
export function clockIn(zone: string): (at: number) => Shown {
  const clock = clocks.get(zone) ?? clockOf(zone);
  clocks.set(zone, clock);
  return clock;
}

const multiple = (of: number, most: number) => fc.nat(most / of).map((count) => count * of);
const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Up to three spans of a day, in order; some of them meet. */
const someSpans = fc.uniqueArray(multiple(5, 1_440), { maxLength: 6 }).map((edges) => {
  const sorted = edges.toSorted((one, other) => one - other);
  return sorted.slice(1).flatMap((to, index) => {
    const from = sorted[index] ?? 0;
    return index % 2 === 0 || from % 3 === 0 ? [{ from: clockTime(from), to: clockTime(to) }] : [];
  });
});
const wholeDay = fc.constant([{ from: '00:00', to: '24:00' }]);
const spans = fc.oneof(wholeDay, someSpans);
const hours = fc.record({
  monday: spans,
  tuesday: spans,
  wednesday: spans,
  thursday: spans,
  friday: spans,
  saturday: spans,
  sunday: spans,
});
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const closure = fc
  .tuple(multiple(5, 1_380), multiple(5, 600), someSpans, fc.nat(2))
  .map(([from, length, open, at]) => ({
    ...{ from: clockTime(from), to: clockTime(Math.min(1_440, from + length + 5)) },
    ...{ open, at },
  }));

const NAMES = ['ana', 'ben', 'cleo'].map(resourceId);
const resources = fc.tuple(
  ...NAMES.map((id) =>
    fc
      .record({ capacity: fc.integer({ min: 1, max: 3 }), hours: maybe(hours) })
      .map(({ capacity, hours: openingHours }): Resource => ({ id, name: id, capacity, openingHours })),
  ),
);

const service = fc
  .record({
    minutes: multiple(5, 115).map((minutes) => minutes + 5),
    bufferBefore: multiple(5, 30),
    bufferAfter: multiple(5, 30),
    needs: fc.array(fc.subarray(NAMES, { minLength: 1 }), { minLength: 1, maxLength: 3 }),
  })
  .map(aService);

const claim = fc.record({
  resource: fc.nat(2),
  // Around the date, in minutes after its noon in UTC.
  begins: multiple(5, 3_000).map((minutes) => minutes - 1_500),
  length: multiple(5, 240).map((minutes) => minutes + 5),
  owner: fc.integer({ min: 1, max: 3 }),
  hold: maybe(multiple(5, 600).map((minutes) => minutes - 300)),
  overridden: fc.boolean(),
});
type RandomClaim = typeof claim extends fc.Arbitrary<infer T> ? T : never;

type Parts = { zone: string; day: LocalDate; grain: number; now: number; service: Service };

/** Puts a claim into every day on which the clock shows one of its minutes. */
function put(
  days: Map<string, Day>,
  claim: RandomClaim,
  index: number,
  { zone, day, grain, now, service }: Parts,
): void {
  const resource = NAMES[claim.resource] ?? resourceId('ana');
  const from = Date.parse(`${day}T12:00Z`) + claim.begins * MINUTE;
  const own = service.minutes + (service.bufferBefore ?? 0) + (service.bufferAfter ?? 0);
  // A hold of one's own that fits the service is a promise: a test of its own has that.
  const length = claim.length === own ? claim.length + 5 : claim.length;
  const to = from + length * MINUTE;
  const taken = { invitationId: invitation(claim.owner), from, to, units: 1 };
  const made =
    claim.hold === undefined
      ? { kind: 'booking' as const, ...taken, ...(claim.overridden && { overridden: ['slot-taken' as const] }) }
      : { kind: 'hold' as const, ...taken, until: now + claim.hold * MINUTE };
  for (let at = from; at < to; at += grain * MINUTE) {
    const shown = date(clockIn(zone)(at).date);
    const key = `${resource}#${shown}`;
    const known = days.get(key) ?? { resource, date: shown, rev: 1, claims: {} };
    days.set(key, known);
    known.claims[`claim-${index}`] = made;
  }
}

/** Any business on any day, often one on which the clocks change, with any claims and closures. */
export const aCase: fc.Arbitrary<Case> = fc
  .record({
    where: fc.constantFrom(...CHANGE_DAYS.filter(([, , grain]) => grain === 5), ['UTC', '2026-06-15', 5] as const),
    hours: maybe(hours),
    resources,
    service,
    step: fc.constantFrom(5, 10, 15, 25, 30, 45, 60, 90),
    lead: multiple(5, 180),
    horizon: fc.nat(3),
    // In minutes after noon of the date in UTC.
    now: multiple(5, 6_000).map((minutes) => minutes - 5_000),
    claims: fc.array(claim, { maxLength: 14 }),
    closures: fc.array(fc.tuple(fc.nat(2), closure), { maxLength: 3 }),
    chosen: maybe(fc.constantFrom(...NAMES)),
    replaces: maybe(fc.nat(13)),
  })
  .map((random) => {
    const [zone, text, grain] = random.where;
    const day = date(text);
    const now = Date.parse(`${day}T12:00Z`) + random.now * MINUTE;
    const days = new Map<string, Day>();
    const parts = { zone, day, grain, now, service: random.service };
    for (const [index, one] of random.claims.entries()) put(days, one, index, parts);
    for (const [index, [which, one]] of random.closures.entries()) {
      const resource = NAMES[which] ?? resourceId('ana');
      const known = days.get(`${resource}#${day}`) ?? { resource, date: day, rev: 1, claims: {} };
      const hours: Record<string, DayClosure> = { ...known.hours, [`closure-${index}`]: one };
      days.set(`${resource}#${day}`, { ...known, hours });
    }
    const rules = {
      slotEveryMinutes: random.step,
      leadMinutes: random.lead,
      horizonDays: random.horizon,
      holdMinutes: 10,
    };
    return {
      business: { zone, resources: random.resources, hours: random.hours, rules },
      service: random.service,
      chosen: random.chosen,
      days: [...days.values()],
      now,
      date: day,
      replaces: random.replaces === undefined ? undefined : claimId(`claim-${random.replaces}`),
      grain,
    };
  });
