import { describe, expect, it } from 'vitest';
import { asLate, placedForm, waitingFor } from '../../../../functions/shared/domain/booking/approval.ts';
import { later } from '../../../../functions/shared/domain/time/instant.ts';
import { ANA, aBooking, BEN, minute, START } from './support/bookings.ts';

const { endsAt, timeZone } = aBooking();
if (!endsAt) throw new Error('The booking has lost its end.');
const placed = { startsAt: START, endsAt, timeZone, service: 'consultation', ...ANA };
const waiting = aBooking({ state: 'to-approve', approveBy: minute(10) });
const now = minute(60);

describe('a form that got its place', () => {
  it.each([[{}], [{ approval: 'automatic' as const, approveWithinMinutes: 5 }]])('is booked by %j', (policy) => {
    expect(placedForm(placed, {}, policy, now)).toEqual({ outcome: 'placed', ...placed });
  });

  it('waits for approval where a person decides, four hours unless the contract says otherwise', () => {
    expect(placedForm(placed, {}, { approval: 'manual' }, now).approveBy).toBe(minute(300));
    expect(placedForm(placed, {}, { approval: 'manual', approveWithinMinutes: 5 }, now).approveBy).toBe(minute(65));
  });

  it('asks for nothing new where it has this place already', () => {
    const policy = { approval: 'manual' as const };
    expect(placedForm(placed, { booking: aBooking() }, policy, now)).not.toHaveProperty('approveBy');
    expect(placedForm(placed, { booking: waiting }, policy, now).approveBy).toBe(minute(10));
  });

  it.each([
    ['at another time', { startsAt: minute(0) }],
    ['until another time', { endsAt: minute(0) }],
    ['of another service', { service: 'treatment' }],
    ['with somebody else', BEN],
    ['with nobody', { resources: undefined }],
    ['that is cancelled', { state: 'cancelled' as const }],
    ['that has no place yet', { state: 'requested' as const }],
  ])('waits anew after a booking %s', (_, changes) => {
    const booking = aBooking(changes);
    expect(placedForm(placed, { booking }, { approval: 'manual' }, now).approveBy).toBe(minute(300));
  });
});

describe('what waits for a decision', () => {
  const place = { startsAt: START, service: 'consultation', resources: ANA.resources };

  it('is known by its start and its place', () => {
    expect(waitingFor({ booking: waiting }, undefined)).toEqual(place);
    expect(waitingFor({ booking: waiting }, place)).toEqual(place);
  });

  it.each([
    ['nothing is booked', undefined, undefined],
    ['it is booked', aBooking(), undefined],
    ['it is cancelled', aBooking({ state: 'cancelled' }), undefined],
    ['it has no start', aBooking({ state: 'to-approve', startsAt: undefined }), undefined],
    ['another time was seen', waiting, { ...place, startsAt: later(START, 1) }],
    ['another service was seen', waiting, { ...place, service: 'treatment' }],
    ['somebody else was seen', waiting, { ...place, ...BEN }],
    ['no place was seen', waiting, { startsAt: START }],
  ])('is refused where %s', (_, booking, seen) => {
    expect(() => waitingFor({ booking }, seen)).toThrow(
      expect.objectContaining({ kind: 'nothing-to-approve', message: expect.stringContaining('waits for approval') }),
    );
  });
});

describe('what nobody decided on in time', () => {
  it('is marked while it waits, once', () => {
    const late = asLate({ ...waiting, attention: ['form-too-large'] });
    expect(late.attention).toEqual(['form-too-large', 'not-approved']);
    expect(asLate(late)).toBe(late);
  });

  it.each([aBooking(), aBooking({ state: 'cancelled' }), undefined])('is not marked otherwise', (booking) => {
    expect(asLate(booking)).toBe(booking);
  });
});
