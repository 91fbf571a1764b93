import { describe, expect, it } from 'vitest';
import {
  appointmentAt,
  daysAround,
  wishedAppointment,
} from '../../../../functions/shared/domain/places/appointment.ts';
import {
  ClaimId,
  type Day,
  Day as DaySchema,
  emptyDay,
  isOverfull,
  LocalDate,
  WallTime,
} from '../../../../functions/shared/domain/places/day.ts';
import { changedDays, release } from '../../../../functions/shared/domain/places/day-changes.ts';
import {
  addDays,
  instantOn,
  localDays,
  minuteAt,
  minuteOf,
  wallTime,
} from '../../../../functions/shared/domain/places/local-days.ts';
import { assign, canServe, choosable } from '../../../../functions/shared/domain/places/needs.ts';
import { DEFAULT_RULES, ResourceId, ServiceId } from '../../../../functions/shared/domain/places/service.ts';
import { covers, meets, unionOf, within } from '../../../../functions/shared/domain/places/time-set.ts';
import { businessOf, resourceOf, serviceOf, wishFor } from '../../../../functions/shared/domain/places/wish.ts';
import { aClinicContract } from '../../../support/clinic.ts';
import { ANA, ROOM } from './support/claims.ts';
import { aService, at, claimId, date, invitation, MONDAY, resourceId, time } from './support/clinic.ts';

describe('a set of times', () => {
  const span = (from: number, to: number) => ({ from, to });

  it('is one stretch of those that overlap or meet', () => {
    expect(unionOf([span(5, 6), span(1, 3), span(2, 4), span(4, 5), span(8, 9)])).toEqual([span(1, 6), span(8, 9)]);
    expect(unionOf([span(1, 9), span(2, 3)])).toEqual([span(1, 9)]);
    expect(unionOf([])).toEqual([]);
  });

  it('is cut to what lies between two points', () => {
    expect(within([span(1, 3), span(4, 6), span(7, 9)], 2, 7)).toEqual([span(2, 3), span(4, 6)]);
    expect(within([span(1, 3)], 3, 4)).toEqual([]);
    expect(within([span(1, 3)], 0, 1)).toEqual([]);
  });

  const set = [span(10, 20), span(30, 40), span(50, 60), span(70, 80)];
  it.each([
    [10, 20, true, true],
    [12, 15, true, true],
    [9, 20, false, true],
    [10, 21, false, true],
    [20, 30, false, false],
    [0, 10, false, false],
    [15, 35, false, true],
    [45, 51, false, true],
    [55, 60, true, true],
    [79, 80, true, true],
    [80, 90, false, false],
  ])('covers and meets %i to %i: %s, %s', (from, to, isCovered, isMet) => {
    expect([covers(set, from, to), meets(set, from, to)]).toEqual([isCovered, isMet]);
    expect([covers([], from, to), meets([], from, to)]).toEqual([false, false]);
  });
});

describe('a day of the business’s clock', () => {
  it('is told by its weekday in any year', () => {
    const weekdays = localDays('UTC', date('1969-12-28'), date('1970-01-04')).map(({ weekday }) => weekday);
    expect(weekdays.join()).toBe('sunday,monday,tuesday,wednesday,thursday,friday,saturday,sunday');
  });

  it('counts days over the ends of months', () => {
    expect(addDays(date('2028-02-28'), 2)).toBe('2028-03-01');
    expect(addDays(date('2026-01-01'), -1)).toBe('2025-12-31');
  });

  it('writes minutes as times', () => {
    for (const text of ['00:00', '09:05', '23:59']) expect(wallTime(minuteOf(text))).toBe(text);
    expect(minuteOf('24:00')).toBe(1_440);
  });

  it('has two pieces where clocks change, and a minute of it at one instant or none', () => {
    const [day] = localDays('Europe/Madrid', date('2027-03-28'), date('2027-03-28'));
    if (!day) expect.fail();
    const midnight = at('2027-03-27T23:00:00Z');
    expect(day.pieces).toEqual([
      { from: midnight, to: at('2027-03-28T01:00:00Z'), midnight },
      { from: at('2027-03-28T01:00:00Z'), to: at('2027-03-28T22:00:00Z'), midnight: midnight - 3_600_000 },
    ]);
    expect(instantOn(day, 119)).toBe(at('2027-03-28T00:59:00Z'));
    expect(instantOn(day, 120)).toBeUndefined();
    expect(instantOn(day, 180)).toBe(at('2027-03-28T01:00:00Z'));
    expect(minuteAt(day, at('2027-03-28T01:00:00Z'))).toBe(180);
    expect(minuteAt(day, midnight)).toBe(0);
    expect(minuteAt(day, midnight - 1)).toBeUndefined();
    expect(minuteAt(day, at('2027-03-28T22:00:00Z'))).toBeUndefined();
  });

  it.each(['2026-12-1', 'x2026-12-01', '2026-12-01x', '20261201'])('is not %j', (text) => {
    expect(LocalDate.safeParse(text).success).toBe(false);
  });

  it.each(['9:30', '24:00', '10:60', 'x10:30', '10:300', '1x:30'])('has no time %j', (text) => {
    expect(WallTime.safeParse(text).success).toBe(false);
  });
});

describe('an appointment', () => {
  const service = aService({ minutes: 90, bufferBefore: 1_500, bufferAfter: 1_400 });

  it('takes its buffers beside its own time', () => {
    const start = at('2026-06-15T10:00:00Z');
    const shown = { date: MONDAY, minute: 600, isFirstPass: true };
    expect(appointmentAt(service, start, shown)).toEqual({
      ...shown,
      startsAt: start,
      endsAt: at('2026-06-15T11:30:00Z'),
      from: at('2026-06-14T09:00:00Z'),
      to: at('2026-06-16T10:50:00Z'),
    });
    expect(appointmentAt(aService(), start, shown)).toMatchObject({ from: start, to: at('2026-06-15T10:30:00Z') });
  });

  it('reaches into as many days around it as its buffers do', () => {
    const around = (one = service) => daysAround('UTC', one, MONDAY, MONDAY).map((day) => day.date);
    expect([around()[0], around().at(-1)]).toEqual(['2026-06-12', '2026-06-18']);
    expect(around(aService())).toEqual(['2026-06-14', '2026-06-15', '2026-06-16', '2026-06-17']);
  });

  it('touches each day of which it takes a part', () => {
    const wished = wishedAppointment('UTC', service, { date: MONDAY, time: time('10:00') });
    expect(wished?.touched.map((day) => day.date)).toEqual(['2026-06-14', '2026-06-15', '2026-06-16']);
    const start = { startsAt: at('2026-06-15T23:45:00Z') };
    const night = wishedAppointment('UTC', aService(), start);
    expect(night).toMatchObject({ appointment: { date: MONDAY, minute: 1_425, isFirstPass: true } });
    expect(night?.touched.map((day) => day.date)).toEqual(['2026-06-15', '2026-06-16']);
  });
});

describe('what a booking needs', () => {
  it('is one of each list, none twice', () => {
    expect(canServe([['a', 'b'], ['a']])).toBe(true);
    expect(canServe([['a'], ['a']])).toBe(false);
    expect(
      canServe([
        ['a', 'b'],
        ['a', 'b'],
        ['a', 'b'],
      ]),
    ).toBe(false);
    expect(canServe([['a'], ['a', 'b'], ['b', 'c']])).toBe(true);
    expect(canServe([['a'], []])).toBe(false);
    expect(canServe([])).toBe(true);
    expect(assign([['a', 'b'], ['a'], ['c']])).toEqual(['b', 'a', 'c']);
    expect(assign([['a'], ['a']])).toBeUndefined();
    expect(assign([])).toEqual([]);
  });

  it('leaves those to choose with whom all of it can be had', () => {
    expect(choosable([['a', 'b']])).toEqual(['a', 'b']);
    expect(choosable([['a', 'b'], ['a']])).toEqual(['b']);
    expect(choosable([['a'], ['a']])).toEqual([]);
    expect(choosable([])).toEqual([]);
  });
});

describe('the days in which claims stand', () => {
  const [hour, now] = [3_600_000, 1_000 * 3_600_000];
  const booking = { kind: 'booking' as const, invitationId: invitation(1), from: now, to: now + hour, units: 1 };
  const hold = (until: number) => ({ ...booking, kind: 'hold' as const, until });
  const dayOf = (claims: Day['claims'], resource = ANA): Day => ({ resource, date: MONDAY, rev: 3, claims });
  const one = { invitationId: invitation(1) };

  it('are written without those that go, and without holds that ended', () => {
    const days = [
      dayOf({ a: booking, b: hold(now), c: hold(now + 1), d: { ...booking, invitationId: invitation(2) } }),
    ];
    expect(
      changedDays(days, { goes: (_, id) => id === 'a' }, now).map(({ rev, claims }) => [rev, Object.keys(claims)]),
    ).toEqual([[4, ['c', 'd']]]);
    expect(release(days, one, now).map(({ claims }) => Object.keys(claims))).toEqual([['d']]);
    expect(release(days, { ...one, claimId: claimId('c') }, now).map(({ claims }) => Object.keys(claims))).toEqual([
      ['a', 'd'],
    ]);
  });

  it('are not written where nothing of them changes', () => {
    expect(changedDays([dayOf({ a: booking, b: hold(now) })], { goes: () => false }, now)).toEqual([]);
    expect(changedDays([dayOf({ b: hold(now) })], { goes: () => true }, now)).toEqual([]);
    expect(changedDays([], { goes: () => true }, now)).toEqual([]);
  });

  it('are written without a hold that ended by this clock, as it may not have by another', () => {
    expect(release([dayOf({ b: hold(now) })], one, now)).toEqual([{ ...dayOf({}), rev: 4 }]);
  });

  it('get what comes, also where nothing was written before', () => {
    const comes = {
      claimId: claimId('new'),
      claim: booking,
      into: [ANA, ROOM].map((resource) => ({ resource, date: MONDAY })),
    };
    const known = [dayOf({ a: booking }), { ...dayOf({}), date: date('2026-06-16') }];
    expect(changedDays(known, { goes: () => false, comes }, now)).toEqual([
      { ...dayOf({ a: booking, new: booking }), rev: 4 },
      { ...emptyDay({ resource: ROOM, date: MONDAY }), rev: 1, claims: { new: booking } },
    ]);
  });

  it('bear a thousand claims', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`c${at}`, booking]));
    expect(isOverfull(dayOf(many(1_000)))).toBe(false);
    expect(isOverfull(dayOf(many(1_001)))).toBe(true);
  });

  it('are kept with all that they say', () => {
    const hours = { c: { from: '00:00', to: '24:00', open: [{ from: '09:00', to: '23:59' }], at: 1 } };
    const day = { ...dayOf({ a: { ...booking, overridden: ['off-step'] }, b: hold(now) }), hours };
    expect(DaySchema.parse(structuredClone(day))).toEqual(day);
    for (const from of ['24:00', '9:00', '10:60', 'x10:00', '10:000']) {
      expect(DaySchema.safeParse({ ...day, hours: { c: { ...hours.c, from } } }).success).toBe(false);
    }
    for (const to of ['24:01', '9:00', '10:60', 'x10:00', '10:000', '124:00']) {
      expect(DaySchema.safeParse({ ...day, hours: { c: { ...hours.c, to } } }).success).toBe(false);
    }
  });

  it.each(['', 'a b', 'ñ', 'x'.repeat(201)])('have no claim %j', (id) => {
    expect(ClaimId.safeParse(id).success).toBe(false);
  });

  it('may have long ids of claims', () => {
    expect(ClaimId.safeParse(`Az09:._-${'x'.repeat(192)}`).success).toBe(true);
  });
});

describe('the services and resources of a contract', () => {
  const policy = aClinicContract({ timeZone: 'UTC' }).booking;
  const rule = 'must be letters, digits, - and _, starting with a letter or digit, at most 40';

  it.each(['', '-a', '_a', 'a b', 'ñ', 'x'.repeat(41), 7])('have no id %j', (id) => {
    for (const schema of [ServiceId, ResourceId]) {
      expect(schema.safeParse(id).error?.issues.map(({ message }) => message)).toEqual([rule]);
    }
  });

  it('may have ids of forty characters', () => {
    for (const id of ['a', '0', `Aa0_-${'x'.repeat(35)}`]) expect(ServiceId.parse(id)).toBe(id);
  });

  it('are found by their ids', () => {
    expect(serviceOf(policy, 'group').id).toBe('group');
    expect(resourceOf(serviceOf(policy, 'treatment'), 'ben')).toBe('ben');
    expect(wishFor(policy, { service: 'group' })).toMatchObject({ zone: 'UTC', service: { id: 'group' } });
    expect(wishFor(policy, { service: 'treatment', resource: 'ana' }).resource).toBe('ana');
  });

  it('are named to whoever asks for others', () => {
    const refusal = (kind: string, message: string) => expect.objectContaining({ kind, message });
    expect(() => serviceOf(policy, 'x')).toThrow(
      refusal('unknown-service', 'The services are: consultation, first-visit, treatment, group.'),
    );
    expect(() => serviceOf({ timeZone: 'UTC' }, 'x')).toThrow(refusal('unknown-service', 'The services are: none.'));
    const treatment = serviceOf(policy, 'treatment');
    expect(() => resourceOf(treatment, 'room')).toThrow(
      refusal('unknown-resource', 'This service can be had with: ana, ben.'),
    );
    expect(() => resourceOf({ ...treatment, needs: [] }, 'ana')).toThrow(
      refusal('unknown-resource', 'This service can be had with: none.'),
    );
  });

  it('come with the rules of the contract, or else of the project', () => {
    expect(businessOf({ timeZone: 'UTC' })).toEqual({
      zone: 'UTC',
      resources: [],
      hours: undefined,
      rules: DEFAULT_RULES,
    });
    const rules = { slotEveryMinutes: 5, leadMinutes: 6, horizonDays: 7 };
    const openingHours = { monday: [{ from: '09:00', to: '10:00' }] };
    const resources = [{ id: resourceId('ana'), name: 'Ana' }];
    expect(businessOf({ timeZone: 'UTC', resources, openingHours, ...rules })).toEqual({
      zone: 'UTC',
      resources,
      hours: openingHours,
      rules: { ...DEFAULT_RULES, ...rules },
    });
    for (const [name, value] of Object.entries(rules)) {
      expect(businessOf({ timeZone: 'UTC', [name]: value }).rules).toEqual({ ...DEFAULT_RULES, [name]: value });
    }
  });
});
