import { describe, expect, it } from 'vitest';
import { daysToClaim } from '../../../../functions/shared/domain/places/claim.ts';
import type { Day } from '../../../../functions/shared/domain/places/day.ts';
import {
  ANA,
  ANA_ONLY,
  by,
  claimIn,
  closed,
  daysAfter,
  held,
  keysOf,
  monday,
  ROOM,
  reasonOf,
  taken,
} from './support/claims.ts';
import {
  aClinic,
  aRequest,
  aService,
  at,
  claimId,
  date,
  invitation,
  MONDAY,
  resourceId,
  time,
  written,
} from './support/clinic.ts';

describe('a place', () => {
  it('is claimed in the day of each resource that it takes', () => {
    const service = aService({ bufferBefore: 10, bufferAfter: 5, needs: [[ANA], [ROOM]] });
    const { place, changed } = claimIn([], aRequest({ service }));
    expect(place).toMatchObject({ resources: ['ana', 'room'], startsAt: '2026-06-15T10:00:00.000Z' });
    const [from, to] = [at('2026-06-15T09:50:00Z'), at('2026-06-15T10:35:00Z')];
    const claim = { kind: 'booking', invitationId: invitation(1), from, to, units: 1 };
    expect(changed).toEqual([
      { resource: 'ana', date: MONDAY, rev: 1, claims: { one: claim } },
      { resource: 'room', date: MONDAY, rev: 1, claims: { one: claim } },
    ]);
  });

  it('that crosses midnight is claimed in both days', () => {
    const service = aService({ minutes: 60, needs: [[ANA]] });
    const request = aRequest({ service, hours: undefined, start: monday('23:30') });
    const { place, changed } = claimIn([], request);
    expect(keysOf(changed)).toEqual(['ana 2026-06-15', 'ana 2026-06-16']);
    expect(place.days).toEqual(daysToClaim(request));
    const next = { date: date('2026-06-16'), time: time('00:15') };
    expect(reasonOf(written([], changed), { ...request, ...by(2, 'two'), start: next })).toBe('slot-taken');
  });

  it('is given once, and as often as its resource bears', () => {
    expect(reasonOf(taken, aRequest({ service: ANA_ONLY, ...by(2, 'two') }))).toBe('slot-taken');
    const inRoom = aRequest({ service: aService({ needs: [[ROOM]] }) });
    const both = daysAfter(daysAfter([], inRoom), { ...inRoom, ...by(2, 'two') });
    expect(reasonOf(both, { ...inRoom, ...by(3, 'three') })).toBe('slot-taken');
  });

  it('may begin when the one before it ends', () => {
    expect(reasonOf(taken, aRequest({ service: ANA_ONLY, ...by(2, 'two'), start: monday('10:30') }))).toBe('claimed');
  });

  it('needs everybody at once, and nobody twice', () => {
    const pair = aService({ needs: [[ANA, resourceId('ben')], [ANA]] });
    expect(claimIn([], aRequest({ service: pair })).place.resources).toEqual(['ben', 'ana']);
    expect(reasonOf([], aRequest({ service: pair, resource: ANA }))).toBe('unknown-resource');
    expect(reasonOf(taken, aRequest({ service: pair, ...by(2, 'two') }))).toBe('slot-taken');
  });

  it('is taken rather than closed, if somebody open would be there for each need', () => {
    const [ben, room] = [resourceId('ben'), resourceId('room')];
    const resources = aClinic().resources.map((one) => (one.id === room ? { ...one, openingHours: {} } : one));
    const days = daysAfter([], aRequest({ service: aService({ needs: [[ben]] }) }));
    const service = aService({
      needs: [
        [ANA, ben],
        [ANA, room],
      ],
    });
    expect(reasonOf(days, aRequest({ resources, service, ...by(2, 'two') }))).toBe('slot-taken');
  });

  /** Who is given 12 o'clock, to any of ten customers, where Ana and Ben have these starts of the day already. */
  function given(ana: string[], ben: string[]): Set<string | undefined> {
    const starts = [...ana.map((start) => ['ana', start] as const), ...ben.map((start) => ['ben', start] as const)];
    const days = starts.reduce<Day[]>(
      (before, [who, start]) =>
        daysAfter(before, aRequest({ resource: resourceId(who), ...by(1, who + start), start: monday(start) })),
      [],
    );
    const asked = Array.from({ length: 10 }, (_, number) => aRequest({ ...by(number, 'new'), start: monday('12:00') }));
    return new Set(asked.map((request) => claimIn(days, request).place.resources[0]));
  }

  it('goes to whoever has the fewest claims that day, then to whose latest is earliest', () => {
    expect(given(['16:00'], ['09:00', '09:30'])).toEqual(new Set(['ana']));
    expect(given(['09:00', '09:30'], ['16:00'])).toEqual(new Set(['ben']));
    expect(given(['09:00'], ['11:00'])).toEqual(new Set(['ana']));
    expect(given(['11:00'], ['09:00'])).toEqual(new Set(['ben']));
  });

  it('goes to either where nothing tells them apart, and to the same one when asked again', () => {
    const chosen = Array.from({ length: 10 }, (_, number) => claimIn([], aRequest(by(number, 'x'))).place.resources[0]);
    expect(new Set(chosen).size).toBe(2);
    expect(claimIn([], aRequest(by(4, 'x'))).place.resources[0]).toBe(chosen[4]);
  });
});

describe('a start is refused', () => {
  it.each([
    ['that is past', 'start-in-past', { start: { date: date('2026-06-12'), time: time('10:00') } }],
    [
      'within the lead time',
      'too-soon',
      { hours: undefined, start: { date: date('2026-06-14'), time: time('08:45') } },
    ],
    ['beyond the horizon', 'too-far', { start: { date: date('2026-08-14'), time: time('10:00') } }],
    ['beside the step', 'off-step', { start: monday('10:10') }],
    ['when all are closed', 'outside-opening-hours', { start: monday('17:00') }],
    ['that ends after closing', 'outside-opening-hours', { start: monday('16:45') }],
    ['with somebody unknown', 'unknown-resource', { resource: resourceId('zoe') }],
    ['with somebody who does not give the service', 'unknown-resource', { resource: ROOM }],
  ] as const)('%s', (_, reason, changes) => {
    expect(reasonOf([], aRequest(changes))).toBe(reason);
  });

  it('that clocks skip', () => {
    const start = { date: date('2027-03-28'), time: time('02:30') };
    expect(reasonOf([], aRequest({ zone: 'Europe/Madrid', start, override: true }))).toBe('start-in-dst-gap');
  });

  it('at the second pass of an hour that is repeated', () => {
    const request = aRequest({ zone: 'Europe/Madrid', hours: undefined });
    const [first, second] = [at('2026-10-25T00:30:00Z'), at('2026-10-25T01:30:00Z')];
    const now = at('2026-10-20T00:00:00Z');
    expect(reasonOf([], { ...request, start: { startsAt: first } }, now)).toBe('claimed');
    expect(reasonOf([], { ...request, start: { startsAt: second } }, now)).toBe('off-step');
  });

  it('when one of those that it needs is closed', () => {
    const resources = aClinic().resources.map((one) => (one.id === ROOM ? { ...one, openingHours: {} } : one));
    const service = aService({ needs: [[ANA], [ROOM]] });
    expect(reasonOf([], aRequest({ resources, service }))).toBe('outside-opening-hours');
  });

  it('never to staff at the very moment', () => {
    const start = { date: date('2026-06-14'), time: time('08:45') };
    const request = aRequest({ by: 'staff', hours: undefined, start });
    expect(reasonOf([], request, at('2026-06-14T08:45:00Z'))).toBe('claimed');
    expect(reasonOf([], request, at('2026-06-14T08:45:00.001Z'))).toBe('start-in-past');
  });

  it('never to staff for its lead time or the horizon', () => {
    const soon = aRequest({ by: 'staff', hours: undefined, start: { date: date('2026-06-14'), time: time('08:45') } });
    expect(reasonOf([], soon)).toBe('claimed');
    expect(reasonOf([], aRequest({ by: 'staff', start: { date: date('2027-06-14'), time: time('10:00') } }))).toBe(
      'claimed',
    );
  });
});

describe('an override', () => {
  const overriding = aRequest({ service: ANA_ONLY, by: 'staff', ...by(2, 'two'), override: true });

  it.each([
    ['a taken place', ['slot-taken'], taken, {}],
    ['closed hours', ['outside-opening-hours'], [], { start: monday('20:00') }],
    ['a closure', ['outside-opening-hours'], closed(taken), { start: monday('12:00') }],
    ['the past', ['start-in-past'], [], { start: { date: date('2026-06-12'), time: time('10:00') } }],
    ['all of them', ['outside-opening-hours', 'slot-taken'], closed(taken), {}],
  ] as const)('lifts %s, and the claim says so', (_, overridden, days, changes) => {
    const { place } = claimIn(days, { ...overriding, ...changes });
    expect(place.claim).toMatchObject({ kind: 'booking', overridden });
  });

  it('says nothing where nothing had to be lifted', () => {
    expect(claimIn([], overriding).place.claim).not.toHaveProperty('overridden');
  });

  it('takes somebody who is open and free if there is one', () => {
    const { place } = claimIn(taken, { ...overriding, service: aService() });
    expect(place).toMatchObject({ resources: ['ben'] });
    expect(place.claim).not.toHaveProperty('overridden');
  });

  it('takes somebody who is free where all are closed', () => {
    const night = { ...overriding, service: aService(), start: monday('20:00') };
    const withAna = daysAfter([], { ...night, ...by(3, 'three'), resource: ANA });
    const ben = resourceId('ben');
    const days = [...['10:00', '11:00'].entries()].reduce(
      (before, [number, start]) =>
        daysAfter(before, aRequest({ resource: ben, ...by(4 + number, start), start: monday(start) })),
      withAna,
    );
    const { place } = claimIn(days, night);
    expect(place).toMatchObject({ resources: ['ben'], claim: { overridden: ['outside-opening-hours'] } });
  });

  it('that is repeated is answered again, whoever else is there', () => {
    const days = daysAfter(taken, overriding);
    expect(claimIn(days, overriding)).toMatchObject({ changed: [], place: { claim: { overridden: ['slot-taken'] } } });
  });

  it('takes the place of nobody who holds it', () => {
    const days = daysAfter(held, overriding);
    expect(reasonOf(days, aRequest({ service: ANA_ONLY, claimId: claimId('booked') }))).toBe('claimed');
  });
});
