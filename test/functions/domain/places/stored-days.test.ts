import { describe, expect, it } from 'vitest';
import {
  ClaimId,
  type Day,
  Day as DaySchema,
  emptyDay,
  isOverfull,
  StoredPlace,
} from '../../../../functions/shared/domain/places/day.ts';
import { changedDays, release } from '../../../../functions/shared/domain/places/day-changes.ts';
import { ANA, ROOM } from './support/claims.ts';
import { claimId, date, invitation, MONDAY } from './support/clinic.ts';

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
    const until = { ...day, hours: { c: { ...hours.c, from: '19:30', to: '23:30' } } };
    expect(DaySchema.parse(structuredClone(until))).toEqual(until);
    const place = { claimId: 'one', days: [{ resource: 'ana', date: '2026-06-15' }] };
    expect(StoredPlace.parse(structuredClone(place))).toEqual(place);
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
