import { describe, expect, it } from 'vitest';
import {
  appointmentAt,
  appointmentOn,
  daysAround,
  wishedAppointment,
} from '../../../../functions/shared/domain/places/appointment.ts';
import { LocalDate, WallTime } from '../../../../functions/shared/domain/places/day.ts';
import {
  addDays,
  instantOn,
  localDays,
  minuteAt,
  minuteOf,
  wallTime,
} from '../../../../functions/shared/domain/places/local-days.ts';
import { assign, canServe, choosable } from '../../../../functions/shared/domain/places/needs.ts';
import { covers, meets, unionOf, within } from '../../../../functions/shared/domain/places/time-set.ts';
import { aService, at, date, MONDAY, time } from './support/clinic.ts';

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

  it('is found on any of some days', () => {
    const days = localDays('UTC', MONDAY, date('2026-06-16'));
    const found = (text: string) => appointmentOn(days, service, at(text));
    expect(found('2026-06-16T10:00:00Z')).toMatchObject({ date: '2026-06-16', minute: 600, isFirstPass: true });
    expect(found('2026-06-17T00:00:00Z')).toBeUndefined();
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
