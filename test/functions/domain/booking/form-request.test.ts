import { describe, expect, it } from 'vitest';
import type { BookingHistory, HistoryEntry } from '../../../../functions/shared/domain/booking/booking-history.ts';
import {
  isSuperseded,
  newestDeciding,
  openRequest,
  wishOfForm,
} from '../../../../functions/shared/domain/booking/form-request.ts';
import { placedAs, storedPlace } from '../../../../functions/shared/domain/booking/placed-booking.ts';
import { tryClaim } from '../../../../functions/shared/domain/places/claim.ts';
import { ClaimId } from '../../../../functions/shared/domain/places/day.ts';
import { epochMs, later } from '../../../../functions/shared/domain/time/instant.ts';
import { aClinicContract } from '../../../support/clinic.ts';
import { actor, aForm, invitation, minute, READ, START } from './support/bookings.ts';

const policy = aClinicContract({ timeZone: 'Europe/Madrid', openingHours: undefined }).booking;
const now = epochMs(minute(60));
const claimId = ClaimId.parse(`${invitation(1)}:old`);
const asking = { invitationId: invitation(1), place: { claimId, days: [] } };
const wishOf = (read: object, terms = policy, id = 'wamid.1') =>
  wishOfForm(asking, id, aForm(minute(0), { read: { ...READ, ...read } }), terms, now);
const requestOf = (...asked: Parameters<typeof wishOf>) => {
  const wish = wishOf(...asked);
  return 'request' in wish ? wish : expect.fail();
};

describe('a form that asks for a place', () => {
  it('is for the customer, at its start, instead of the place that they have', () => {
    expect(requestOf({ service: 'Consultation' })).toMatchObject({
      service: { id: 'consultation' },
      request: {
        kind: 'booking',
        by: 'customer',
        invitationId: invitation(1),
        replaces: claimId,
        start: { startsAt: epochMs(START) },
        askedAt: epochMs(minute(0)),
        zone: 'Europe/Madrid',
        service: { id: 'consultation' },
      },
    });
    const first = wishOfForm({ invitationId: invitation(1) }, 'wamid.1', aForm(minute(0)), policy, now);
    expect(first).toHaveProperty('request.replaces', undefined);
  });

  it('counts from when it was sent, or from now where the phone’s clock is ahead', () => {
    const ahead = wishOfForm(asking, 'wamid.1', aForm(minute(61)), policy, now);
    expect(ahead).toHaveProperty('request.askedAt', now);
  });

  it('has a claim of its own, which does not show the message’s id', () => {
    const ids = ['wamid.1', 'wamid.2'].map((id) => requestOf({}, policy, id).request.claimId);
    expect(new Set(ids).size).toBe(2);
    expect(requestOf({}).request.claimId).toBe(ids[0]);
    for (const id of ids) expect(id).toMatch(new RegExp(`^${invitation(1)}:[A-Za-z0-9_-]{22}$`));
  });

  it('need not name the service where there is only one', () => {
    const services = policy.services?.slice(0, 1);
    expect(requestOf({ service: undefined }, { ...policy, services })).toMatchObject({
      service: { id: 'consultation' },
    });
    expect(wishOf({ service: 'other' }, { ...policy, services })).toEqual({ refused: 'unknown-service' });
  });

  it.each([
    ['start-unreadable', { startsAt: undefined }],
    ['start-in-dst-gap', { attention: ['start-in-dst-gap'] }],
    ['unknown-service', { service: 'other' }],
    ['unknown-service', { service: undefined }],
  ])('is left to a person: %s', (refused, read) => {
    expect(wishOf(read)).toEqual({ refused });
  });

  it('is left to a person where nothing was read of it, or the contract has no services', () => {
    const { read: _, ...unread } = aForm(minute(0));
    expect(wishOfForm(asking, 'wamid.1', unread, policy, now)).toEqual({ refused: 'start-unreadable' });
    expect(wishOf({}, { ...policy, services: undefined })).toEqual({ refused: 'unknown-service' });
  });

  it('gets a place whose names are those of the contract, in the language of the invitation', () => {
    const { request, service } = requestOf({ service: 'treatment' });
    const claim = tryClaim([], request, now);
    if (claim.outcome !== 'claimed') expect.fail();
    const names = { ana: 'Ana', ben: 'Ben' };
    const [one = ''] = claim.place.resources;
    const shown = placedAs(claim, service, { timeZone: 'UTC', language: 'es', actor });
    expect(shown).toEqual({
      startsAt: START,
      endsAt: later(START, 60 * 60_000),
      timeZone: 'UTC',
      service: 'treatment',
      serviceTitle: 'Tratamiento',
      resource: one,
      resourceName: names[one as keyof typeof names], // Only these two give it.
      resources: [one, 'room'],
      resourceNames: [names[one as keyof typeof names], 'Room'],
    });
    expect(placedAs(claim, service, { timeZone: 'UTC', language: 'de', actor })).toHaveProperty(
      'serviceTitle',
      'treatment',
    );
    expect(storedPlace(claim)).toEqual({
      claimId: request.claimId,
      days: [one, 'room'].map((resource) => ({ resource, date: '2031-05-06' })),
    });
  });

  it('says what was lifted for its place, and who did', () => {
    const { request, service } = requestOf({});
    const past = { ...request, by: 'staff' as const, override: true, start: { startsAt: now - 60_000 } };
    const claim = tryClaim([], past, now);
    if (claim.outcome !== 'claimed') expect.fail();
    expect(placedAs(claim, service, { timeZone: 'UTC', language: 'en', actor })).toMatchObject({
      override: { actor, lifted: ['start-in-past', 'off-step'] },
    });
  });
});

const change = (at: number, changes = {}): HistoryEntry => ({ kind: 'change', at: minute(at), actor, changes });
const approval = (at: number): HistoryEntry => ({ kind: 'approval', at: minute(at), actor, startsAt: START });
const placement = (at: number): HistoryEntry => ({ kind: 'placement', at: minute(at), placed: { service: 'cut' } });
const requested = (at: number) => aForm(minute(at), { place: { outcome: 'requested' } });

describe('a form that came late', () => {
  const isLate = (history: BookingHistory, newestEntry?: string) =>
    isSuperseded({ history, newestEntry }, 'm', requested(5));

  it('does not take over from anything newer but an approval', () => {
    expect(isLate({})).toBe(false);
    expect(isLate({ one: change(4) })).toBe(false);
    expect(isLate({ one: change(6) })).toBe(true);
    expect(isLate({ a: change(5) })).toBe(false);
    expect(isLate({ z: change(5) })).toBe(true);
    expect(isLate({ m: requested(5) })).toBe(false);
    expect(isLate({ one: approval(6) })).toBe(false);
    expect(isLate({ one: change(6), two: approval(7) })).toBe(true);
  });

  it('is measured by the newest entry that ever was, where the history has forgotten', () => {
    expect(isLate({}, `${minute(6)}#x`)).toBe(true);
    expect(isLate({}, `${minute(4)}#x`)).toBe(false);
    expect(isLate({ one: change(4) }, `${minute(6)}#x`)).toBe(false);
  });
});

describe('the form that is undecided', () => {
  it('is the newest one, while nothing that came later decided', () => {
    expect(openRequest({ m: requested(1) })).toEqual({ id: 'm', entry: requested(1) });
    for (const harmless of [change(2), change(2, { notes: 'x' }), placement(2), approval(2)]) {
      expect(openRequest({ m: requested(1), harmless })).toHaveProperty('id', 'm');
    }
    const cancellation: HistoryEntry = { kind: 'cancellation', at: minute(2), actor };
    for (const decision of [change(2, { startsAt: START }), cancellation, aForm(minute(2))]) {
      expect(openRequest({ m: requested(1), decision })).toBeUndefined();
    }
  });

  it('is none where no form came, or its place is decided', () => {
    expect(openRequest({})).toBeUndefined();
    expect(openRequest({ one: change(1, { startsAt: START }) })).toBeUndefined();
    expect(
      openRequest({ m: aForm(minute(1), { place: { outcome: 'refused', reason: 'slot-taken' } }) }),
    ).toBeUndefined();
  });

  it('is told from corrections, which decide nothing', () => {
    expect(newestDeciding({ m: requested(1), one: change(2, { notes: 'x' }), two: placement(3) })).toHaveProperty(
      'id',
      'm',
    );
    expect(newestDeciding({ m: requested(1), one: change(2, { startsAt: START }) })).toHaveProperty('id', 'one');
    expect(newestDeciding({ m: requested(1), one: approval(2) })).toHaveProperty('id', 'one');
    expect(newestDeciding({})).toBeUndefined();
  });
});
