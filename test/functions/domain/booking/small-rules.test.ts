import { describe, expect, it } from 'vitest';
import { authorOf } from '../../../../functions/shared/domain/booking/entry-author.ts';
import { isOpenBooking } from '../../../../functions/shared/domain/booking/open-booking.ts';
import { doOverlap, slotOf } from '../../../../functions/shared/domain/booking/overlap.ts';
import { resourceShown, resourcesShown, serviceShown } from '../../../../functions/shared/domain/booking/placement.ts';
import { serviceBooked } from '../../../../functions/shared/domain/booking/service-booked.ts';
import { CUSTOMER, SYSTEM } from '../../../../functions/shared/domain/people/actor.ts';
import { later } from '../../../../functions/shared/domain/time/instant.ts';
import { aClinicContract } from '../../../support/clinic.ts';
import { ANA, aBooking, actor, aForm, minute, START } from './support/bookings.ts';

describe('a booking that is ahead', () => {
  it.each([
    ['booked', aBooking(), -1, true],
    ['waiting for approval', aBooking({ state: 'to-approve' }), -1, true],
    ['at the moment it begins', aBooking(), 0, false],
    ['cancelled', aBooking({ state: 'cancelled' }), -1, false],
    ['without a place', aBooking({ state: 'requested' }), -1, false],
    ['without a start', aBooking({ startsAt: undefined }), -1, false],
    ['not there', undefined, -1, false],
  ])('is none where it is %s', (_, booking, ms, isOpen) => {
    expect(isOpenBooking(booking, later(START, ms))).toBe(isOpen);
  });
});

describe('bookings without a place', () => {
  const free = { resource: undefined, resources: undefined };
  const hour = slotOf(aBooking(free));

  it.each([
    ['it is cancelled', aBooking({ ...free, state: 'cancelled' })],
    ['it has its place', aBooking()],
    ['it has no start', aBooking({ ...free, startsAt: undefined })],
    ['it has no end', aBooking({ ...free, endsAt: undefined })],
    ['it is not there', undefined],
  ])('take nothing where %s', (_, booking) => {
    expect(slotOf(booking)).toBeUndefined();
    expect(doOverlap(slotOf(booking), hour)).toBe(false);
    expect(doOverlap(hour, slotOf(booking))).toBe(false);
  });

  it('overlap in the same service at the same time, and not where one begins when the other ends', () => {
    const at = (minutes: number) =>
      slotOf(
        aBooking({ ...free, startsAt: later(START, minutes * 60_000), endsAt: later(START, (minutes + 60) * 60_000) }),
      );
    for (const minutes of [-59, 0, 59]) {
      expect(doOverlap(hour, at(minutes))).toBe(true);
      expect(doOverlap(at(minutes), hour)).toBe(true);
    }
    for (const minutes of [-60, 60]) {
      expect(doOverlap(hour, at(minutes))).toBe(false);
      expect(doOverlap(at(minutes), hour)).toBe(false);
    }
    expect(doOverlap(hour, slotOf(aBooking({ ...free, service: 'other' })))).toBe(false);
    const unnamed = slotOf(aBooking({ ...free, service: undefined, state: 'to-approve' }));
    expect(doOverlap(unnamed, unnamed)).toBe(true);
  });
});

describe('what people see of a booking', () => {
  it('is its service and those who give it, by their names or else by their ids', () => {
    expect(serviceShown({ service: 'cut', serviceTitle: 'Cut' })).toBe('Cut');
    expect(serviceShown({ service: 'cut' })).toBe('cut');
    expect(resourceShown(ANA)).toBe('Ana');
    expect(resourceShown({ resource: ANA.resource })).toBe('ana');
    expect(resourcesShown({ ...ANA, resourceNames: ['Ana', 'Room'] })).toBe('Ana, Room');
    expect(resourcesShown({ resources: [ANA.resource, ANA.resource] })).toBe('ana, ana');
    expect(resourcesShown({})).toBeUndefined();
  });

  it('is who made each entry of its history', () => {
    const at = minute(0);
    expect(authorOf(aForm(at))).toEqual(CUSTOMER);
    expect(authorOf({ kind: 'placement', at, placed: { service: 'cut' } })).toEqual(SYSTEM);
    expect(authorOf({ kind: 'cancellation', at, actor })).toEqual(actor);
  });
});

describe('the service of a booking', () => {
  const { services } = aClinicContract().booking;

  it.each([
    ['consultation', 'consultation'],
    ['Consultation', 'consultation'],
    ['Consulta', 'consultation'],
    ['First visit', 'first-visit'],
    ['consulta', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('that is written %j is %s', (service, id) => {
    expect(serviceBooked({ service }, { services })?.id).toBe(id);
  });

  it('is none of a contract without services', () => {
    expect(serviceBooked({ service: 'consultation' }, {})).toBeUndefined();
  });
});
