import { describe, expect, it } from 'vitest';
import { bookingFromForm } from '../../../functions/shared/domain/booking/booking.ts';
import type { JsonObject } from '../../../functions/shared/domain/text/json.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../support/contract.ts';

const { openingHours: _, ...alwaysOpen } = aContract().booking;
const sentAt = instantAt(Date.UTC(2026, 0, 1, 12));

const read = (form: JsonObject, timeZone = 'Europe/Madrid', durationMinutes = 30) =>
  bookingFromForm(form, { ...alwaysOpen, timeZone, durationMinutes }, sentAt, ['en', 'es']);

describe('a form read in the business’s terms', () => {
  it('starts at the wall-clock time of the business and lasts as long as the contract says', () => {
    expect(read({ date: '2026-12-01', time: '10:30', service: 'cut', name: 'Alex', notes: 'x' })).toEqual({
      startsAt: '2026-12-01T09:30:00.000Z',
      endsAt: '2026-12-01T10:00:00.000Z',
      timeZone: 'Europe/Madrid',
      service: 'cut',
      customerName: 'Alex',
      notes: 'x',
      attention: [],
    });
  });

  it.each([
    ['Europe/Madrid', '2026-07-01', '10:30', '2026-07-01T08:30:00.000Z'],
    ['America/Santiago', '2026-09-06', '10:30', '2026-09-06T13:30:00.000Z'],
    ['Asia/Kolkata', '2026-12-01', '10:30', '2026-12-01T05:00:00.000Z'],
  ])('knows the summer time of %s', (zone, date, time, startsAt) => {
    expect(read({ date, time }, zone).startsAt).toBe(startsAt);
  });

  it('moves a start out of the hour that a DST change skips, and asks for attention', () => {
    const booking = read({ date: '2026-03-29', time: '02:30' });
    expect(booking).toMatchObject({ startsAt: '2026-03-29T01:30:00.000Z', attention: ['start-in-dst-gap'] });
  });

  it('takes the first of the two hours that a DST change repeats', () => {
    expect(read({ date: '2026-10-25', time: '02:30' })).toMatchObject({
      startsAt: '2026-10-25T00:30:00.000Z',
      attention: [],
    });
  });

  it('lasts its minutes on the clock of the world, across a DST change', () => {
    expect(read({ date: '2026-03-29', time: '01:30' }, 'Europe/Madrid', 60).endsAt).toBe('2026-03-29T01:30:00.000Z');
  });

  it.each([
    ['9:05', '08:05'],
    ['09.05', '08:05'],
    ['3:30 pm', '14:30'],
    ['12:00 AM', '23:00'],
    ['10:30:00', '09:30'],
  ])('reads the time %s', (time, utc) => {
    expect(read({ date: '2026-12-02', time }).startsAt).toContain(`T${utc}:00.000Z`);
  });

  it('reads the milliseconds that older date pickers gave', () => {
    expect(read({ date: String(Date.UTC(2026, 11, 1)), time: '10:30' }).startsAt).toBe('2026-12-01T09:30:00.000Z');
  });

  it.each([
    [{}, ['date-missing', 'time-missing']],
    [{ date: '2026-12-01' }, ['time-missing']],
    [{ date: '2026-02-30', time: '10:30' }, ['date-unreadable']],
    [{ date: 'tomorrow', time: '25:00' }, ['date-unreadable', 'time-unreadable']],
    [{ date: '9999-12-31', time: '10:30' }, ['date-unreadable']],
    [{ date: '2026-12-01', time: '13:30 pm' }, ['time-unreadable']],
  ])('keeps %j without a start and says what is wrong', (form, attention) => {
    const booking = read(form);
    expect(booking.startsAt).toBeUndefined();
    expect(booking.attention).toEqual(attention);
  });

  it('asks for attention when it starts before the form was sent', () => {
    expect(read({ date: '2026-01-01', time: '12:59' }).attention).toEqual(['start-in-past']);
    expect(read({ date: '2026-01-01', time: '13:00' }).attention).toEqual([]);
  });
});

describe('a form read by the opening hours', () => {
  const day = [
    { from: '09:00', to: '13:00' },
    { from: '13:00', to: '15:00' },
    { from: '16:00', to: '20:00' },
  ];
  const openingHours = {
    tuesday: day,
    friday: [{ from: '22:00', to: '24:00' }],
    saturday: [{ from: '00:00', to: '02:00' }],
  };
  const attention = (date: string, time: string) =>
    bookingFromForm({ date, time }, { ...alwaysOpen, openingHours, durationMinutes: 60 }, sentAt, []).attention;

  it.each([
    ['2026-12-01', '09:00'],
    ['2026-12-01', '12:30'],
    ['2026-12-01', '19:00'],
    ['2026-07-07', '09:00'],
    ['2026-12-04', '23:30'],
  ])('may be on %s at %s', (date, time) => {
    expect(attention(date, time)).toEqual([]);
  });

  it.each([
    ['2026-12-01', '08:59'],
    ['2026-12-01', '14:30'],
    ['2026-12-01', '15:00'],
    ['2026-12-01', '19:01'],
    ['2026-12-02', '10:00'],
    ['2026-12-05', '01:30'],
  ])('asks for attention on %s at %s', (date, time) => {
    expect(attention(date, time)).toEqual(['outside-opening-hours']);
  });

  it('asks for attention in an hour of the night that a DST change repeats', () => {
    expect(attention('2026-10-25', '02:30')).toEqual(['outside-opening-hours']);
  });
});
