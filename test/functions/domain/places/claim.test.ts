import { describe, expect, it } from 'vitest';
import { type ClaimRequest, daysToClaim, tryClaim } from '../../../../functions/shared/domain/places/claim.ts';
import { type Day, type DayClosure, type DayKey, emptyDay } from '../../../../functions/shared/domain/places/day.ts';
import { release } from '../../../../functions/shared/domain/places/day-changes.ts';
import { slotsFor } from '../../../../functions/shared/domain/places/slots.ts';
import {
  aClinic,
  aRequest,
  aService,
  at,
  BEFORE,
  claimId,
  date,
  invitation,
  MONDAY,
  mustHave,
  resourceId,
  time,
  written,
} from './support/clinic.ts';

const MINUTE = 60_000;
const ANA = resourceId('ana');
const ANA_ONLY = aService({ needs: [[ANA]] });
const ROOM = resourceId('room');

const monday = (text: string) => ({ date: MONDAY, time: time(text) });
const claimIn = (days: readonly Day[], request: ClaimRequest, now = BEFORE) => mustHave(tryClaim(days, request, now));
const reasonOf = (days: readonly Day[], request: ClaimRequest, now = BEFORE) => {
  const answer = tryClaim(days, request, now);
  return answer.outcome === 'refused' ? answer.reason : answer.outcome;
};
/** The days after a request that must be had. */
const daysAfter = (days: readonly Day[], request: ClaimRequest, now = BEFORE) =>
  written(days, claimIn(days, request, now).changed);
const by = (number: number, id: string) => ({ invitationId: invitation(number), claimId: claimId(id) });
const keysOf = (days: readonly DayKey[]) => days.map((day) => `${day.resource} ${day.date}`);

const taken = daysAfter([], aRequest({ service: ANA_ONLY }));
const held = daysAfter([], aRequest({ service: ANA_ONLY, kind: 'hold' }));
const closed = (days: readonly Day[]): Day[] =>
  days.map((day) => ({ ...day, hours: { feast: { from: time('00:00'), to: '24:00', open: [], at: BEFORE } } }));

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

  it('goes to whoever has the fewest claims that day, then to whose latest is earliest', () => {
    const first = claimIn([], aRequest());
    const second = claimIn(written([], first.changed), aRequest({ ...by(2, 'two'), start: monday('11:00') }));
    expect(second.place.resources).not.toEqual(first.place.resources);
    const days = written(written([], first.changed), second.changed);
    const third = claimIn(days, aRequest({ ...by(3, 'three'), start: monday('15:00') }));
    expect(third.place.resources).toEqual(first.place.resources);
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

  it('takes the place of nobody who holds it', () => {
    const days = daysAfter(held, overriding);
    expect(reasonOf(days, aRequest({ service: ANA_ONLY, claimId: claimId('booked') }))).toBe('claimed');
  });
});

describe('a hold', () => {
  const now = BEFORE + 5 * MINUTE;
  const asked = aRequest({ service: ANA_ONLY, kind: 'hold' });
  const confirming = aRequest({ service: ANA_ONLY, claimId: claimId('booked') });

  it('keeps others away until it ends, and is offered and bookable at that moment', () => {
    const other = aRequest({ service: ANA_ONLY, ...by(2, 'two') });
    const end = BEFORE + 10 * MINUTE;
    const offered = (at: number) =>
      slotsFor({ ...other, days: held, now: at, from: MONDAY, to: MONDAY }).some((slot) => slot.time === '10:00');
    expect([reasonOf(held, other, end - 1), offered(end - 1)]).toEqual(['slot-taken', false]);
    expect([reasonOf(held, other, end), offered(end)]).toEqual(['claimed', true]);
  });

  it('is not renewed by asking again', () => {
    const again = claimIn(held, { ...asked, claimId: claimId('again') }, now);
    expect(again).toMatchObject({ changed: [], place: { claimId: 'one', claim: { until: BEFORE + 10 * MINUTE } } });
  });

  it('gives way to another hold of its owner', () => {
    const next = claimIn(held, { ...asked, claimId: claimId('next'), start: monday('10:15') }, now);
    expect(next.changed.map(({ claims }) => Object.keys(claims))).toEqual([['next']]);
  });

  it('becomes the booking, whatever was closed or changed after it', () => {
    const strict = { slotEveryMinutes: 60, leadMinutes: 9_000, horizonDays: 0, holdMinutes: 1 };
    const request = { ...confirming, rules: strict, hours: {} };
    const { place, changed } = claimIn(closed(held), request, now);
    expect(place.claim).toMatchObject({ kind: 'booking' });
    expect(changed.map(({ claims }) => Object.keys(claims))).toEqual([['booked']]);
    expect(slotsFor({ ...request, days: closed(held), now, from: MONDAY, to: MONDAY })).toMatchObject([
      { time: '10:00', resources: ['ana'] },
    ]);
    expect(reasonOf(closed(held), { ...request, invitationId: invitation(2) }, now)).not.toBe('claimed');
  });

  it('that ended is judged like any other wish', () => {
    const end = BEFORE + 10 * MINUTE;
    expect(reasonOf(held, confirming, end)).toBe('claimed');
    expect(reasonOf(closed(held), confirming, end)).toBe('outside-opening-hours');
  });

  it('that somebody saw end early, by a clock that is ahead, is not confirmed over their booking', () => {
    const [day] = held;
    const stolen = daysAfter(held, aRequest({ service: ANA_ONLY, ...by(2, 'two') }), BEFORE + 11 * MINUTE);
    const both = stolen.map((one) => ({ ...one, claims: { ...day?.claims, ...one.claims } }));
    expect(reasonOf(both, confirming, now)).toBe('slot-taken');
  });

  it('of where one might move keeps what one has', () => {
    const replaces = claimId('one');
    const next = { ...asked, claimId: claimId('next'), replaces, start: monday('10:15') };
    const [day] = claimIn(taken, next).changed;
    expect(Object.keys(day?.claims ?? {})).toEqual(['one', 'next']);
    const moved = claimIn(written(taken, [day ?? emptyDay({ resource: ANA, date: MONDAY })]), {
      ...confirming,
      replaces,
      start: monday('10:15'),
    });
    expect(moved.changed.map(({ claims }) => Object.keys(claims))).toEqual([['booked']]);
  });
});

describe('a booking', () => {
  it('is answered again when its request is repeated, even where it could no longer be made', () => {
    const again = claimIn(closed(taken), aRequest({ service: ANA_ONLY }), at('2026-06-20T00:00:00Z'));
    expect(again).toMatchObject({ changed: [], place: { claimId: 'one', resources: ['ana'] } });
  });

  it('moves over its own old place, and frees exactly that', () => {
    const moving = aRequest({ service: ANA_ONLY, claimId: claimId('moved'), replaces: claimId('one') });
    const days = daysAfter(taken, { ...moving, start: monday('10:15') });
    expect(days.map(({ claims }) => Object.keys(claims))).toEqual([['moved']]);
    const away = { date: date('2026-06-16'), time: time('10:00') };
    expect(keysOf(claimIn(taken, { ...moving, start: away }).changed)).toEqual(['ana 2026-06-15', 'ana 2026-06-16']);
  });

  it('does not replace the claim of another invitation', () => {
    const moving = aRequest({ service: ANA_ONLY, ...by(2, 'moved'), replaces: claimId('one') });
    expect(reasonOf(taken, moving)).toBe('slot-taken');
    const [day] = claimIn(taken, { ...moving, start: monday('12:00') }).changed;
    expect(Object.keys(day?.claims ?? {})).toEqual(['one', 'moved']);
  });

  it('that is released leaves the other days as they are, and is offered at once', () => {
    const others: Day[] = [...taken, { resource: ROOM, date: MONDAY, rev: 4, claims: {} }];
    const changed = release(others, { invitationId: invitation(1), claimId: claimId('one') }, BEFORE);
    expect(changed).toEqual([{ resource: 'ana', date: MONDAY, rev: 2, claims: {} }]);
    expect(reasonOf(written(others, changed), aRequest({ service: ANA_ONLY, ...by(2, 'two') }))).toBe('claimed');
  });

  it('is not released in the name of another invitation', () => {
    expect(release(taken, { invitationId: invitation(2), claimId: claimId('one') }, BEFORE)).toEqual([]);
    expect(release(taken, { invitationId: invitation(2) }, BEFORE)).toEqual([]);
  });
});

describe('a closure of a part of a day', () => {
  const until = (open: { from: string; to: string }[]) => ({ from: time('12:00'), to: '24:00', open, at: 1 });
  const query = { ...aClinic(), service: ANA_ONLY, now: BEFORE, from: MONDAY, to: MONDAY };
  const starts = (hours: Record<string, DayClosure>) => {
    const days = [{ ...emptyDay({ resource: ANA, date: MONDAY }), hours }];
    return slotsFor({ ...query, days }).map((slot) => slot.time as string);
  };

  it('closes that part, or opens it at other hours', () => {
    expect(starts({ half: until([]) }).at(-1)).toBe('11:30');
    expect(starts({ half: until([{ from: '20:00', to: '21:00' }]) }).slice(-3)).toEqual(['20:00', '20:15', '20:30']);
  });

  it('gives way to what was decided after it, in whatever order they were written', () => {
    const feast = { from: time('00:00'), to: '24:00', open: [], at: 1 };
    const duty = { from: time('10:00'), to: '11:00', open: [{ from: '10:00', to: '11:00' }], at: 2 };
    for (const hours of [
      { feast, duty },
      { duty, feast },
    ]) {
      expect(starts(hours)).toEqual(['10:00', '10:15', '10:30']);
    }
    expect(starts({ feast: { ...feast, at: 3 }, duty })).toEqual([]);
  });
});
