import { describe, expect, it } from 'vitest';
import { BookingChangeBody } from '../../../functions/shared/domain/booking/booking-request.ts';

/** What is wrong with a request to change a booking: the field of each fault, and its rule. */
const faultsOf = (body: unknown) =>
  BookingChangeBody.safeParse(body).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('a request to change a booking', () => {
  it.each([[{}], [{ override: true }], [{ notes: undefined }]])('has to change something: %j does not', (body) => {
    expect(faultsOf(body)).toEqual([
      ['', 'must change at least one of date, time, durationMinutes, service, customerName, notes, resource'],
    ]);
  });

  it('gives a date and a time together', () => {
    expect(faultsOf({ date: '2031-05-06' })).toEqual([['time', 'must be given together with date']]);
    expect(faultsOf({ time: '10:30' })).toEqual([['date', 'must be given together with time']]);
    expect(faultsOf({ date: '2031-05-06', time: '10:30' })).toBeUndefined();
  });
});
