import { describe, expect, it } from 'vitest';
import { BookingPage } from '../../../../functions/shared/http/answers/lists.ts';
import { bookingsUnder, closedTimeOf, daysOf, formFor, holdsOn } from '../../../../web/desk/closures/closure-form.ts';
import { monthAfter, weeksOfMonth } from '../../../../web/desk/closures/month-days.ts';

const MADRID = 'Europe/Madrid';
const BEFORE = Date.parse('2031-05-01T00:00:00Z');

const form = formFor('2031-05-06');

/** A booking of one hour from an instant, of one resource. */
const aBooking = (startsAt: string, resource = 'ana', state = 'booked') => ({
  invitationId: '0190d9f2-0000-7000-8000-000000000001',
  revision: 1,
  booking: {
    state,
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString(),
    timeZone: MADRID,
    attention: [],
    resource,
    resources: [resource],
    resourceNames: [resource],
  },
});

const under = (time: Parameters<typeof bookingsUnder>[0], bookings: object[], now = BEFORE) =>
  bookingsUnder(time, BookingPage.parse({ items: bookings }).items, MADRID, now).map(
    ({ booking }) => booking?.startsAt,
  );

describe('a closure that somebody fills in', () => {
  it('lasts whole days, the last one included, or a stretch of time', () => {
    expect(closedTimeOf({ ...form, lastDay: '2031-05-08' })).toEqual({
      from: '2031-05-06T00:00',
      to: '2031-05-09T00:00',
    });
    const hours = { fromTime: '12:00', toTime: '14:00' };
    expect(closedTimeOf({ ...form, ...hours, kind: 'stretch', resource: 'ana' })).toEqual({
      resource: 'ana',
      from: '2031-05-06T12:00',
      to: '2031-05-06T14:00',
    });
    expect(closedTimeOf({ ...form, ...hours, kind: 'hours' })).toEqual({
      from: '2031-05-06T00:00',
      to: '2031-05-07T00:00',
      hours: [{ from: '12:00', to: '14:00' }],
    });
  });

  it('is none as long as it has no end, or ends before it begins', () => {
    expect(closedTimeOf({ ...form, lastDay: '' })).toBeUndefined();
    expect(closedTimeOf({ ...form, lastDay: '2031-05-05' })).toBeUndefined();
    expect(closedTimeOf({ ...form, kind: 'stretch', fromTime: '14:00', toTime: '12:00' })).toBeUndefined();
    expect(closedTimeOf({ ...form, kind: 'hours', fromTime: '14:00', toTime: '' })).toBeUndefined();
  });

  it('holds on its days and no others', () => {
    const closure = { from: '2031-05-06T12:00', to: '2031-05-08T00:00' };
    expect(daysOf(closure)).toEqual({ first: '2031-05-06', last: '2031-05-07' });
    expect(['2031-05-05', '2031-05-06', '2031-05-07', '2031-05-08'].map((day) => holdsOn(day, closure))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('the bookings under a closure', () => {
  const noon = { from: '2031-05-06T12:00', to: '2031-05-06T14:00' };

  it('are those that touch its time by the clock of the business, the soonest first', () => {
    // Madrid is two hours ahead in May.
    const [before, into, at, until, after] = ['09:00', '09:30', '10:00', '11:30', '12:00'].map(
      (time) => `2031-05-06T${time}:00.000Z`,
    );
    expect(
      under(
        noon,
        [after, until, at, into, before].map((time) => aBooking(String(time))),
      ),
    ).toEqual([into, at, until]);
  });

  it('are those of the resource that is closed, and neither cancelled nor over', () => {
    const at = '2031-05-06T10:00:00.000Z';
    expect(under({ ...noon, resource: 'ana' }, [aBooking(at, 'ben')])).toEqual([]);
    expect(under(noon, [aBooking(at, 'ben'), aBooking(at, 'ana', 'cancelled')])).toEqual([at]);
    expect(under(noon, [aBooking(at)], Date.parse('2031-05-06T11:00:00Z'))).toEqual([]);
  });

  it('are not those inside the hours that stay open', () => {
    const open = { from: '2031-05-06T00:00', to: '2031-05-07T00:00', hours: [{ from: '10:00', to: '13:00' }] };
    const times = ['2031-05-06T08:00:00.000Z', '2031-05-06T10:00:00.000Z', '2031-05-06T10:30:00.000Z'];
    expect(
      under(
        open,
        times.map((time) => aBooking(time)),
      ),
    ).toEqual(['2031-05-06T10:30:00.000Z']);
  });
});

describe('a month', () => {
  it('has whole weeks from the first weekday of the region', () => {
    const [monday, sunday] = [weeksOfMonth('2031-05-06', 1), weeksOfMonth('2031-05-06', 7)];
    expect(monday.map(([day]) => day)).toEqual(['2031-04-28', '2031-05-05', '2031-05-12', '2031-05-19', '2031-05-26']);
    expect(sunday[0]?.[0]).toBe('2031-04-27');
    expect(sunday.at(-1)?.at(-1)).toBe('2031-05-31');
    expect(monthAfter('2031-12-31', 2)).toBe('2032-02-01');
    expect(monthAfter('2031-01-31', -1)).toBe('2030-12-01');
  });
});
