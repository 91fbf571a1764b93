import { describe, expect, it } from 'vitest';
import { withAttendance } from '../../../../functions/shared/domain/booking/attended-booking.ts';
import { attendanceToNote, readAttendance } from '../../../../functions/shared/domain/booking/note-attendance.ts';
import { Refusal } from '../../../../functions/shared/domain/delivery/refusal.ts';
import { Instant, later } from '../../../../functions/shared/domain/time/instant.ts';
import { aBooking, actor, minute, START } from './support/bookings.ts';

const now = later(START, 1);
const came = { value: 'came' as const, at: minute(1), actor, startsAt: START };
const noted = (
  booking = aBooking(),
  asked = readAttendance({ attendance: 'no-show' }),
  attendance?: typeof came,
  at = now,
) => attendanceToNote({ booking, attendance, revision: 7 }, asked, actor, at);

describe('whether a customer came', () => {
  it.each([
    [{}, 'attendance', 'must be "came" or "no-show"'],
    [{ attendance: 'none' }, 'attendance', 'must be "came" or "no-show"'],
    [{ attendance: 'came', seen: 'late' }, 'seen', 'must be "came", "no-show" or "none"'],
  ])('is not said by %j', (body, field, rule) => {
    try {
      readAttendance(body);
      expect.fail();
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect(error).toMatchObject({ faults: [{ field, rule }] });
    }
  });

  it('is noted of the appointment as it is, by whom and when', () => {
    expect(noted()).toEqual({ value: 'no-show', at: now, actor, startsAt: START });
  });

  it('may be noted from the day of the appointment on, by the clock of the business', () => {
    const midnight = Instant.parse('2031-05-05T22:00:00.000Z');
    expect(noted(aBooking(), undefined, undefined, midnight)).toMatchObject({ at: midnight });
    expect(() => noted(aBooking(), undefined, undefined, later(midnight, -1))).toThrow(
      expect.objectContaining({ kind: 'too-early', message: expect.stringContaining('has not begun') }),
    );
  });

  it.each([
    ['nothing is booked', undefined],
    ['the booking is cancelled', aBooking({ state: 'cancelled' })],
    ['the booking waits for approval', aBooking({ state: 'to-approve' })],
    ['the booking has no start', aBooking({ startsAt: undefined })],
  ])('is not noted where %s', (_, booking) => {
    const note = () => attendanceToNote({ booking, revision: 1 }, readAttendance({ attendance: 'came' }), actor, now);
    expect(note).toThrow(
      expect.objectContaining({ kind: 'nothing-booked', message: expect.stringContaining('no appointment') }),
    );
  });

  it('is noted once', () => {
    expect(noted(aBooking(), readAttendance({ attendance: 'came' }), came)).toBeUndefined();
    expect(noted(aBooking(), readAttendance({ attendance: 'came', seen: 'no-show' }), came)).toBeUndefined();
  });

  it('may be corrected, and is newer than what it corrects', () => {
    expect(noted(aBooking(), undefined, came)).toMatchObject({ value: 'no-show', at: now });
    expect(noted(aBooking(), undefined, { ...came, at: now })).toMatchObject({ at: later(now, 1) });
    expect(noted(aBooking(), undefined, { ...came, at: later(now, 5) })).toMatchObject({ at: later(now, 6) });
  });

  it('is noted anew of an appointment that was moved', () => {
    const elsewhere = { ...came, startsAt: minute(0) };
    const asked = readAttendance({ attendance: 'came', seen: 'none' });
    expect(noted(aBooking(), asked, elsewhere)).toMatchObject({ value: 'came', startsAt: START });
  });

  it('does not overwrite what somebody noted meanwhile', () => {
    const asked = readAttendance({ attendance: 'no-show', seen: 'none' });
    expect(noted(aBooking(), asked)).toMatchObject({ value: 'no-show' });
    expect(noted(aBooking(), readAttendance({ attendance: 'no-show', seen: 'came' }), came)).toBeDefined();
    expect(() => noted(aBooking(), asked, came)).toThrow(
      expect.objectContaining({
        kind: 'changed-meanwhile',
        revision: 7,
        message: expect.stringContaining('read it again'),
      }),
    );
  });
});

describe('a booking', () => {
  const facts = { attendance: came, customerConfirmed: { startsAt: START, at: minute(2) } };

  it('says whether its customer said that they come, and whether they came', () => {
    expect(withAttendance(aBooking(), facts)).toEqual({
      ...aBooking(),
      confirmedByCustomer: minute(2),
      attendance: { value: 'came', at: minute(1), actor },
    });
    expect(withAttendance(aBooking(), {})).toEqual(aBooking());
  });

  it('says neither of another start, nor of one that does not stand', () => {
    const moved = aBooking({ startsAt: minute(0) });
    expect(withAttendance(moved, facts)).toEqual(moved);
    for (const booking of [aBooking({ state: 'cancelled' }), aBooking({ state: 'to-approve' }), undefined]) {
      expect(withAttendance(booking, facts)).toBe(booking);
    }
  });
});
