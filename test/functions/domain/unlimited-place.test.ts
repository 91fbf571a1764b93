import { describe, expect, it } from 'vitest';
import {
  doesStand,
  neighboursOf,
  type UnlimitedPlace,
  unlimitedPlaceOf,
} from '../../../functions/shared/domain/booking/unlimited-place.ts';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import type { Day } from '../../../functions/shared/domain/places/day.ts';
import { Instant } from '../../../functions/shared/domain/time/instant.ts';

const idOf = (value: string) => invitationIdFor('channel', { kind: 'event', value });
const slotAt = (startsAt: string, endsAt: string, service?: string) => ({
  service,
  startsAt: Instant.parse(startsAt),
  endsAt: Instant.parse(endsAt),
});

function placeOf(value: string, startsAt: string, endsAt: string, service?: string): UnlimitedPlace {
  const place = unlimitedPlaceOf(idOf(value), slotAt(startsAt, endsAt, service), 'Europe/Madrid');
  if (!place) throw new Error('These times have days.');
  return place;
}

/** The days of a place, each with the claims of some places that stand in it. */
const daysWith = ({ place }: UnlimitedPlace, ...standing: UnlimitedPlace[]): Day[] =>
  place.days.map((key) => ({
    ...key,
    rev: 1,
    claims: Object.fromEntries(standing.map((one) => [one.place.claimId, one.claim])),
  }));

const NOON = ['2026-12-01T11:00:00.000Z', '2026-12-01T11:30:00.000Z'] as const;
const NEXT_DAY = ['2026-12-02T11:00:00.000Z', '2026-12-02T11:30:00.000Z'] as const;

describe('the place of a booking whose service has no limit', () => {
  it('is in the days of the business’s zone that it touches', () => {
    const { place } = placeOf('one', '2026-12-01T22:30:00.000Z', '2026-12-01T23:30:00.000Z');
    expect(place.days.map(({ date }) => date)).toEqual(['2026-12-01', '2026-12-02']);
    expect(new Set(place.days.map(({ resource }) => resource)).size).toBe(1);
  });

  it.each([
    ['0000-01-03T00:00:00.000Z', '0000-01-03T00:30:00.000Z', true],
    ['0000-01-02T23:59:59.999Z', '0000-01-03T00:30:00.000Z', false],
    ['9999-12-28T23:30:00.000Z', '9999-12-29T00:00:00.000Z', true],
    ['9999-12-28T23:30:00.000Z', '9999-12-29T00:00:00.001Z', false],
  ])('from %s to %s is there: %s, as a date has four digits in every zone', (startsAt, endsAt, isThere) => {
    const zones = ['Pacific/Kiritimati', 'UTC', 'Pacific/Pago_Pago'];
    const places = zones.map((zone) => unlimitedPlaceOf(idOf('one'), slotAt(startsAt, endsAt), zone));
    expect(places.map((place) => place !== undefined)).toEqual(zones.map(() => isThere));
  });

  it('stands when its claim is in all of its days, and in no other day', () => {
    const long = placeOf('one', '2026-12-01T22:30:00.000Z', '2026-12-01T23:30:00.000Z');
    const [first, second] = daysWith(long, long);
    expect(first && second && doesStand(long, [first, second])).toBe(true);
    expect(first && doesStand(long, [first])).toBe(false);
    const [otherDay] = daysWith(placeOf('two', ...NEXT_DAY), placeOf('one', ...NOON));
    expect(otherDay && doesStand(placeOf('one', ...NOON), [otherDay])).toBe(false);
    const [otherService] = daysWith(placeOf('two', ...NOON, 'cut'), placeOf('one', ...NOON));
    expect(otherService && doesStand(placeOf('one', ...NOON), [otherService])).toBe(false);
  });

  it('is another one for another time, and the same for the same', () => {
    const idOfPlace = (...at: readonly [string, string]) => placeOf('one', ...at).place.claimId;
    expect(idOfPlace(...NOON)).toBe(idOfPlace(...NOON));
    expect(idOfPlace(...NOON)).not.toBe(idOfPlace(...NEXT_DAY));
    expect(placeOf('one', ...NOON).claim).toMatchObject({ kind: 'booking', invitationId: idOf('one'), units: 1 });
  });

  it('has neighbours on each of its days', () => {
    const long = placeOf('one', '2026-12-01T22:30:00.000Z', '2026-12-01T23:30:00.000Z');
    const first = placeOf('first', '2026-12-01T22:00:00.000Z', '2026-12-01T22:45:00.000Z');
    const second = placeOf('second', '2026-12-01T23:15:00.000Z', '2026-12-01T23:45:00.000Z');
    const [day, next] = [daysWith(first, first), daysWith(second, second)];
    expect(neighboursOf(long, [...day, ...next])).toEqual([idOf('first'), idOf('second')]);
  });

  it('has as neighbours the others of the same service, on its own days, for a part of its time', () => {
    const own = placeOf('own', ...NOON);
    const meets = placeOf('meets', '2026-12-01T11:29:00.000Z', '2026-12-01T12:00:00.000Z');
    const before = placeOf('before', '2026-12-01T10:30:00.000Z', '2026-12-01T11:00:00.000Z');
    const after = placeOf('after', '2026-12-01T11:30:00.000Z', '2026-12-01T12:00:00.000Z');
    const cut = placeOf('cut', ...NOON, 'cut');
    const days = [...daysWith(own, own, before, meets, after), ...daysWith(cut, cut)];
    expect(neighboursOf(own, days)).toEqual([idOf('meets')]);
    expect(neighboursOf(own, daysWith(placeOf('any', ...NEXT_DAY), meets))).toEqual([]);
  });
});
