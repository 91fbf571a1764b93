import { describe, expect, it } from 'vitest';
import { OWNER } from '../../../../functions/shared/domain/people/caller.ts';
import {
  type Closure,
  ClosureId,
  Closure as ClosureSchema,
  datesOf,
  daysLong,
  daysOfClosure,
  instantsShown,
  LocalDateTime,
  withClosure,
  withoutClosure,
} from '../../../../functions/shared/domain/places/closure.ts';
import { type DayClosure, emptyDay } from '../../../../functions/shared/domain/places/day.ts';
import { formDays } from '../../../../functions/shared/domain/places/form-days.ts';
import { slotsFor } from '../../../../functions/shared/domain/places/slots.ts';
import { Instant } from '../../../../functions/shared/domain/time/instant.ts';
import { aClinicContract } from '../../../support/clinic.ts';
import { ANA, ANA_ONLY, ROOM } from './support/claims.ts';
import { aClinic, at, BEFORE, MONDAY, time } from './support/clinic.ts';

const later = ClosureId.parse('00000000-0000-7000-8000-000000000009');
const aClosure: Closure = {
  closureId: ClosureId.parse('00000000-0000-7000-8000-000000000001'),
  from: LocalDateTime.parse('2026-06-15T09:00'),
  to: LocalDateTime.parse('2026-06-15T10:00'),
  createdAt: Instant.parse('2026-06-01T00:00:00.000Z'),
  actor: OWNER.actor,
  startsAt: Instant.parse('2026-06-15T09:00:00.000Z'),
  endsAt: Instant.parse('2026-06-15T10:00:00.000Z'),
  resources: [],
  requestHash: '',
};

describe('a closure of a part of a day', () => {
  const until = (open: { from: string; to: string }[]) => ({ from: time('12:00'), to: '24:00', open, at: 1 });
  const query = { ...aClinic(), service: ANA_ONLY, now: BEFORE, from: MONDAY, to: MONDAY };
  const starts = (hours: Record<string, DayClosure>) => {
    const days = [{ ...emptyDay({ resource: ANA, date: MONDAY }), hours }];
    return slotsFor({ ...query, days }).map((slot) => slot.time as string);
  };

  it('closes that part, or opens it at other hours', () => {
    expect(starts({ half: until([]) }).at(-1)).toBe('11:30');
    expect(starts({ half: until([{ from: '20:00', to: '21:00' }]) }).slice(-3)).toEqual(['20:00', '20:15', '20:30']);
  });

  it('gives way to what was decided after it, in whatever order they were written', () => {
    const feast = { from: time('00:00'), to: '24:00', open: [], at: 1 };
    const duty = { from: time('10:00'), to: '11:00', open: [{ from: '10:00', to: '11:00' }], at: 2 };
    for (const hours of [
      { feast, duty },
      { duty, feast },
    ]) {
      expect(starts(hours)).toEqual(['10:00', '10:15', '10:30']);
    }
    expect(starts({ feast: { ...feast, at: 3 }, duty })).toEqual([]);
  });
});

describe('a closure', () => {
  it('is kept with all that it says', () => {
    const more = {
      ...{ resource: 'ana', hours: [{ from: '10:00', to: '11:00' }], reason: 'ill', resources: ['ana'] },
      ...{ appliedAt: aClosure.createdAt, removedAt: aClosure.createdAt, goneAt: aClosure.createdAt },
      removedBy: OWNER.actor,
    };
    expect(ClosureSchema.parse({ ...aClosure, ...more })).toEqual({ ...aClosure, ...more });
  });

  it.each(['x2026-12-24T09:00', '2026-12-24T09:00:00', '2026-12-24'])('does not begin at %j', (text) => {
    expect(LocalDateTime.safeParse(text).success).toBe(false);
  });

  it.each([`x${later}`, `${later}0`, 'x'])('is not named %j', (text) => {
    expect(ClosureId.safeParse(text).success).toBe(false);
  });
});

describe('the days of a closure', () => {
  const { closureId, createdAt } = aClosure;
  const other = later;
  const spanning = (from: string, to: string) => ({
    ...{ closureId, createdAt, from: LocalDateTime.parse(from), to: LocalDateTime.parse(to) },
  });
  const empty = emptyDay({ resource: ANA, date: MONDAY });

  it('are all on which the clock shows a time of it', () => {
    const days = (from: string, to: string) => datesOf(spanning(from, to));
    expect(days('2026-06-15T09:00', '2026-06-15T10:00')).toEqual(['2026-06-15']);
    expect(days('2026-06-15T09:00', '2026-06-16T00:00')).toEqual(['2026-06-15']);
    expect(days('2026-06-15T23:59', '2026-06-17T00:01')).toEqual(['2026-06-15', '2026-06-16', '2026-06-17']);
  });

  it('have the part of it that lies on them', () => {
    const partOf = (from: string, to: string, hours?: { from: string; to: string }[]) =>
      withClosure(empty, { ...spanning(from, to), ...(hours && { hours }) })?.hours?.[closureId];
    const at = Date.parse(createdAt);
    expect(partOf('2026-06-15T09:00', '2026-06-15T10:00')).toEqual({ from: '09:00', to: '10:00', open: [], at });
    expect(partOf('2026-06-14T09:00', '2026-06-15T10:00')).toMatchObject({ from: '00:00', to: '10:00' });
    expect(partOf('2026-06-15T09:00', '2026-06-16T10:00')).toMatchObject({ from: '09:00', to: '24:00' });
    const open = [{ from: '09:00', to: '10:00' }];
    expect(partOf('2026-06-14T09:00', '2026-06-16T10:00', open)).toMatchObject({ from: '00:00', to: '24:00', open });
  });

  it('are written once, and again when it goes, beside what else closes them', () => {
    const closure = spanning('2026-06-15T09:00', '2026-06-15T10:00');
    const closed = withClosure(empty, closure);
    if (!closed) expect.fail();
    expect(closed).toMatchObject({ ...empty, rev: 1 });
    expect(withClosure(closed, closure)).toBeUndefined();
    const twice = withClosure(closed, { ...closure, closureId: other });
    expect(Object.keys(twice?.hours ?? {})).toEqual([closureId, other]);
    expect(twice?.rev).toBe(2);
    expect(withoutClosure(closed, closure)).toEqual({ ...empty, rev: 2 });
    expect(twice && withoutClosure(twice, closure)).toEqual({
      ...empty,
      rev: 3,
      hours: { [other]: closed.hours?.[closureId] },
    });
    expect(withoutClosure(closed, { closureId: other })).toBeUndefined();
    expect(withoutClosure(empty, closure)).toBeUndefined();
  });

  it('are those of each resource that it is of', () => {
    const closure = {
      ...aClosure,
      from: LocalDateTime.parse('2026-06-15T09:00'),
      to: LocalDateTime.parse('2026-06-17T00:00'),
    };
    expect(daysOfClosure(closure, [ANA, ROOM])).toEqual([
      { resource: ANA, date: '2026-06-15' },
      { resource: ROOM, date: '2026-06-15' },
      { resource: ANA, date: '2026-06-16' },
      { resource: ROOM, date: '2026-06-16' },
    ]);
  });

  it('are as long as the hours that a change of the clocks repeats', () => {
    const span = { from: LocalDateTime.parse('2026-10-25T02:30'), to: LocalDateTime.parse('2026-10-25T02:45') };
    expect(instantsShown(span, 'Europe/Madrid')).toEqual({
      startsAt: '2026-10-25T00:30:00.000Z',
      endsAt: '2026-10-25T01:45:00.000Z',
    });
    expect(daysLong(span)).toBe(15 / 1_440);
    expect(daysLong({ from: '2026-10-24T12:00', to: '2026-10-26T12:00' })).toBe(2);
  });
});

describe('the days that a form offers', () => {
  const policy = aClinicContract({ timeZone: 'UTC', horizonDays: 7, leadMinutes: 60 }).booking;
  const now = at('2026-06-15T08:00:00Z');
  const closureOf = (from: string, to: string, more: Partial<Closure> = {}): Closure => ({
    ...aClosure,
    ...{ from: LocalDateTime.parse(from), to: LocalDateTime.parse(to) },
    ...more,
  });
  const offered = (closures: Closure[] = [], terms = policy, from = now) => formDays(terms, closures, from);
  const closedOn = (...closures: Closure[]) => offered(closures).unavailable_dates.slice(1);
  const WEEKEND = ['2026-06-20', '2026-06-21'];

  it('go from the lead time to the horizon, without those on which nobody is there', () => {
    expect(offered()).toEqual({
      min_date: '2026-06-15',
      max_date: '2026-06-22',
      unavailable_dates: ['2026-06-14', ...WEEKEND],
    });
    expect(offered([], policy, at('2026-06-15T23:00:00Z'))).toMatchObject({
      min_date: '2026-06-16',
      max_date: '2026-06-22',
    });
    expect(offered([], policy, at('2026-06-15T15:59:00Z')).unavailable_dates).not.toContain('2026-06-15');
    expect(offered([], policy, at('2026-06-15T16:00:00Z')).unavailable_dates).toContain('2026-06-15');
  });

  it('have a day of which a change of the clocks makes two parts, and one of them is open', () => {
    const sundays = { timeZone: 'Europe/Madrid', openingHours: { sunday: [{ from: '10:00', to: '11:00' }] } };
    const days = offered([], { ...policy, ...sundays }, at('2027-03-25T12:00:00Z')).unavailable_dates;
    expect(days).toContain('2027-03-27');
    expect(days).not.toContain('2027-03-28');
  });

  it('lack those on which all are closed, and keep those on which one is open', () => {
    const all = closureOf('2026-06-16T00:00', '2026-06-17T00:00');
    expect(closedOn(all)).toEqual(['2026-06-16', ...WEEKEND]);
    expect(closedOn({ ...all, removedAt: aClosure.createdAt })).toEqual(WEEKEND);
    expect(closedOn({ ...all, resource: ANA })).toEqual(WEEKEND);
    expect(closedOn(closureOf('2026-06-16T09:30', '2026-06-17T00:00'))).toEqual(WEEKEND);
    const morning = closureOf('2026-06-16T00:00', '2026-06-16T12:00');
    const afternoon = closureOf('2026-06-16T12:00', '2026-06-16T23:00', { closureId: later });
    expect(closedOn(morning, afternoon)).toEqual(['2026-06-16', ...WEEKEND]);
    expect(
      closedOn(closureOf('2026-06-20T00:00', '2026-06-21T00:00', { hours: [{ from: '10:00', to: '11:00' }] })),
    ).toEqual(['2026-06-21']);
  });

  it('need somebody of each list that a service needs', () => {
    const services = policy.services?.filter(({ id }) => id === 'treatment');
    const consultation = policy.services?.filter(({ id }) => id === 'consultation');
    const ana = closureOf('2026-06-16T00:00', '2026-06-17T00:00', { resource: ANA });
    expect(offered([ana], { ...policy, services: consultation }).unavailable_dates).not.toContain('2026-06-16');
    const room = closureOf('2026-06-16T00:00', '2026-06-17T00:00', { resource: ROOM });
    expect(offered([room], { ...policy, services }).unavailable_dates).toContain('2026-06-16');
    expect(offered([], { ...policy, services: undefined }).unavailable_dates).toHaveLength(9);
    expect(offered([], { ...policy, resources: [] }).unavailable_dates).toHaveLength(9);
  });
});
