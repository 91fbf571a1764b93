import { describe, expect, it } from 'vitest';
import { asMarked, isClosedOver } from '../../../../functions/shared/domain/booking/closed-booking.ts';
import { ClaimId, type Day, type DayClosure, LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../../functions/shared/domain/places/service.ts';
import { businessOf } from '../../../../functions/shared/domain/places/wish.ts';
import { epochMs, later } from '../../../../functions/shared/domain/time/instant.ts';
import { aClinicContract } from '../../../support/clinic.ts';
import { ANA, aBooking, actor, aForm, invitation, minute, START } from './support/bookings.ts';

const business = businessOf(aClinicContract({ timeZone: 'Europe/Madrid' }).booking);
const [ana, room] = [ANA.resource, ResourceId.parse('room')];
const [date, next] = [LocalDate.parse('2031-05-06'), LocalDate.parse('2031-05-07')];
const closure = (from: string, to: string, more: Partial<DayClosure> = {}): DayClosure => ({
  ...{ from, to, open: [], at: epochMs(minute(0)) },
  ...more,
});
const dayOf = (resource: ResourceId, ...closures: DayClosure[]): Day => ({
  ...{ resource, date, rev: 1, claims: {} },
  ...(closures.length > 0 && { hours: Object.fromEntries(closures.map((one, index) => [`c${index}`, one])) }),
});
const place = { claimId: ClaimId.parse(`${invitation(1)}:e1`), days: [{ resource: ana, date }] };
/** From 10:30 to 11:30 with Ana. */
const facts = { booking: aBooking(), place, history: { e1: aForm(minute(10)) } };
const isOver = (days: Day[], changes: object = {}) => isClosedOver({ ...facts, ...changes }, days, business);

describe('a closure', () => {
  it.each([
    ['over all of it', '00:00', '24:00', true],
    ['over its end', '11:29', '12:00', true],
    ['over its beginning', '09:00', '10:31', true],
    ['before it', '09:00', '10:30', false],
    ['after it', '11:30', '12:00', false],
  ])('lies over a booking: %s', (_, from, to, isThere) => {
    expect(isOver([dayOf(ana, closure(from, to))])).toBe(isThere);
  });

  it('lies over what waits for approval, and over nothing that does not stand', () => {
    const days = [dayOf(ana, closure('00:00', '24:00'))];
    expect(isOver(days, { booking: aBooking({ state: 'to-approve' }) })).toBe(true);
    for (const changes of [
      { state: 'cancelled' as const },
      { resources: undefined },
      { startsAt: undefined },
      { endsAt: undefined },
    ]) {
      expect(isOver(days, { booking: aBooking(changes) })).toBe(false);
    }
    expect(isOver(days, { booking: undefined })).toBe(false);
    expect(isOver(days, { place: undefined })).toBe(false);
    expect(isOver(days, { place: { ...place, days: [] } })).toBe(false);
  });

  it('lies over it where any of those that it takes is closed, and nobody else', () => {
    const both = { booking: aBooking({ resources: [ana, room] }) };
    const days = [dayOf(ana), dayOf(room, closure('00:00', '24:00'))];
    expect(isOver(days, both)).toBe(true);
    expect(isOver(days)).toBe(false);
  });

  it('does not where it opens the time, nor do hours of the week that changed', () => {
    const open = [{ from: '10:00', to: '12:00' }];
    expect(isOver([dayOf(ana, closure('00:00', '24:00', { open }))])).toBe(false);
    expect(isOver([dayOf(ana)], { booking: aBooking({ startsAt: minute(0) }) })).toBe(false);
    expect(isClosedOver(facts, [dayOf(ana)], { ...business, hours: {} })).toBe(false);
  });

  it('lies over a booking that crosses midnight on either day', () => {
    const night = aBooking({ startsAt: later(START, 13 * 3_600_000), endsAt: later(START, 15 * 3_600_000) });
    const days = [next, date].map((day) => ({ resource: ana, date: day }));
    const asked = { booking: night, place: { ...place, days } };
    const always = { ...business, hours: undefined };
    const over = (...known: Day[]) => isClosedOver({ ...facts, ...asked }, known, always);
    expect(over({ ...dayOf(ana, closure('00:00', '01:00')), date: next })).toBe(true);
    expect(over(dayOf(ana, closure('23:00', '24:00')))).toBe(true);
    expect(over(dayOf(ana), { ...dayOf(ana), date: next })).toBe(false);
  });

  it('is news to whoever lifted the hours only if it came later', () => {
    const lifted = aBooking({ override: { actor, lifted: ['outside-opening-hours'] } });
    const at = (number: number) => [dayOf(ana, closure('00:00', '24:00', { at: epochMs(minute(number)) }))];
    expect(isOver(at(10), { booking: lifted })).toBe(false);
    expect(isOver(at(11), { booking: lifted })).toBe(true);
    expect(isOver(at(9), { booking: aBooking({ override: { actor, lifted: ['slot-taken'] } }) })).toBe(true);
    expect(isOver(at(9), { booking: lifted, history: {} })).toBe(true);
    const ofTwoParts = ClaimId.parse(`${invitation(1)}:e:1`);
    const known = { history: { 'e:1': aForm(minute(10)) }, place: { ...place, claimId: ofTwoParts } };
    expect(isOver(at(10), { booking: lifted, ...known })).toBe(false);
  });
});

describe('the mark of a closure', () => {
  const marked = aBooking({ attention: ['form-too-large', 'outside-opening-hours'] });

  it('is set once, and taken away', () => {
    const plain = aBooking({ attention: ['form-too-large'] });
    expect(asMarked(plain, true)).toEqual(marked);
    expect(asMarked(marked, true)).toEqual(marked);
    expect(asMarked(marked, false)).toEqual(plain);
  });

  it('stands on no booking without a place', () => {
    const without = aBooking({ resources: undefined });
    expect(asMarked(without, true)).toBe(without);
    expect(asMarked(undefined, true)).toBeUndefined();
  });
});
