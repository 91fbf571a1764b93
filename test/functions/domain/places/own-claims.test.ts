import { describe, expect, it } from 'vitest';
import { type Day, emptyDay } from '../../../../functions/shared/domain/places/day.ts';
import { release } from '../../../../functions/shared/domain/places/day-changes.ts';
import { slotsFor } from '../../../../functions/shared/domain/places/slots.ts';
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
  aRequest,
  aService,
  at,
  BEFORE,
  claimId,
  date,
  invitation,
  MONDAY,
  resourceId,
  time,
  written,
} from './support/clinic.ts';

const MINUTE = 60_000;

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
    expect(place.claim).not.toHaveProperty('overridden');
    expect(changed.map(({ claims }) => Object.keys(claims))).toEqual([['booked']]);
    expect(slotsFor({ ...request, days: closed(held), now, from: MONDAY, to: MONDAY })).toMatchObject([
      { time: '10:00', resources: ['ana'] },
    ]);
    expect(reasonOf(closed(held), { ...request, invitationId: invitation(2) }, now)).not.toBe('claimed');
  });

  it('does not hide what staff lift for a booking at the same time', () => {
    const booked = daysAfter([], aRequest({ service: ANA_ONLY, claimId: claimId('first') }));
    const replaces = claimId('first');
    const moving = { ...asked, ...by(1, 'hold'), replaces };
    const both = written(booked, claimIn(booked, moving).changed);
    const kept = { ...confirming, ...by(1, 'kept'), by: 'staff', replaces } as const;
    const { place, changed } = claimIn(closed(both), { ...kept, kind: 'booking', override: true }, now);
    expect(place.claim).toMatchObject({ kind: 'booking', overridden: ['outside-opening-hours'] });
    expect(changed.map(({ claims }) => Object.keys(claims))).toEqual([['kept']]);
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

  it('that is repeated ends the holds of its owner, and stays itself', () => {
    const asked = aRequest({ service: ANA_ONLY });
    const holding = { ...asked, claimId: claimId('hold'), kind: 'hold' as const, start: monday('12:00') };
    const days = daysAfter(taken, holding);
    expect(claimIn(days, asked).changed.map(({ claims }) => Object.keys(claims))).toEqual([['one']]);
  });

  it('that is asked for with fewer needs frees what it needs no longer', () => {
    const both = daysAfter([], aRequest({ service: aService({ needs: [[ANA], [resourceId('room')]] }) }));
    const { changed } = claimIn(both, aRequest({ service: ANA_ONLY }));
    expect(changed.map(({ resource, claims }) => [resource, ...Object.keys(claims)])).toEqual([
      ['ana', 'one'],
      ['room'],
    ]);
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
