import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimRequest, tryClaim } from '../../../../functions/shared/domain/places/claim.ts';
import { type Day, type LocalDate, WallTime } from '../../../../functions/shared/domain/places/day.ts';
import { nearestSlots } from '../../../../functions/shared/domain/places/nearest-slots.ts';
import { daysBeside, daysWithin, type Slot, slotsFor } from '../../../../functions/shared/domain/places/slots.ts';
import { aCase, type Case } from './support/cases.ts';
import {
  aClinic,
  aService,
  at,
  BEFORE,
  claimId,
  date,
  invitation,
  MONDAY,
  mustHave,
  resourceId,
} from './support/clinic.ts';
import { found, line, searched } from './support/searches.ts';

const RUNS = { numRuns: 150 };
const MINUTE = 60_000;

const times = (slots: readonly Slot[]) => slots.map(({ time }) => time);

function requestFor({ business, service, replaces }: Case, slot: { date: LocalDate; time: WallTime }): ClaimRequest {
  const ids = { invitationId: invitation(1), claimId: claimId('new'), replaces };
  return { ...business, service, by: 'customer', kind: 'booking', ...ids, start: slot };
}

describe('the slots of any business', () => {
  it('are those that a look at the clock every few minutes finds', () => {
    fc.assert(
      fc.property(aCase, (one) => {
        expect(searched(one).map(line)).toEqual(found(one));
      }),
      RUNS,
    );
  });

  it('can each be claimed, with each resource that they name, and no other start can', () => {
    fc.assert(
      fc.property(aCase, fc.integer({ min: 0, max: 1_439 }), (one, minute) => {
        const slots = searched({ ...one, chosen: undefined });
        for (const slot of slots.slice(0, 3)) {
          for (const resource of slot.resources) {
            const answer = tryClaim(one.days, { ...requestFor(one, slot), resource }, one.now);
            const { place } = mustHave(answer);
            expect([place.startsAt, place.resources[0]]).toEqual([slot.startsAt, resource]);
            expect(one.service.needs.every((need, index) => need.some((id) => id === place.resources[index]))).toBe(
              true,
            );
            expect(new Set(place.resources).size).toBe(one.service.needs.length);
          }
        }
        const time = WallTime.parse(new Date(minute * MINUTE).toISOString().slice(11, 16));
        const isOffered = slots.some((slot) => slot.time === time);
        const { outcome } = tryClaim(one.days, requestFor(one, { date: one.date, time }), one.now);
        expect(outcome).toBe(isOffered ? 'claimed' : 'refused');
      }),
      RUNS,
    );
  });
});

describe('the slots of a clinic', () => {
  const query = { ...aClinic(), service: aService(), days: [], now: BEFORE, from: MONDAY, to: MONDAY };

  it('are on the step, from opening to the last that ends at closing', () => {
    const slots = slotsFor(query);
    expect(slots[0]).toEqual({
      startsAt: '2026-06-15T09:00:00.000Z',
      endsAt: '2026-06-15T09:30:00.000Z',
      date: MONDAY,
      time: '09:00',
      resources: ['ana', 'ben'],
    });
    expect(slots.at(-1)?.time).toBe('16:30');
  });

  it('begin after the lead time, and end with the horizon', () => {
    const rules = { slotEveryMinutes: 30, leadMinutes: 60, horizonDays: 1, holdMinutes: 10 };
    const slots = slotsFor({ ...query, rules, now: at('2026-06-15T15:00:00Z'), to: date('2026-06-18') });
    expect(times(slots).slice(0, 2)).toEqual(['16:00', '16:30']);
    expect(slots.at(-1)?.date).toBe('2026-06-16');
  });

  it('are neither early nor late for staff, but never past', () => {
    const slots = slotsFor({ ...query, by: 'staff', now: at('2026-06-15T16:10:00Z') });
    expect(times(slots)).toEqual(['16:15', '16:30']);
  });

  it('cross midnight where the spans meet there', () => {
    const hours = { monday: [{ from: '22:00', to: '24:00' }], tuesday: [{ from: '00:00', to: '01:00' }] };
    const slots = slotsFor({ ...query, hours, service: aService({ minutes: 90 }) });
    expect(times(slots)).toEqual(['22:00', '22:15', '22:30', '22:45', '23:00', '23:15', '23:30']);
  });

  describe('need', () => {
    const ana = resourceId('ana');
    const asked = { ...query, service: aService({ bufferBefore: 10, bufferAfter: 10, needs: [[ana]] }) };
    const datesOf = (more: Partial<typeof query>, days: Day[] = []) =>
      daysBeside({ ...asked, ...more }, days).map((key) => key.date);
    const openUntil = (from: string, to: string) => ({ hours: { monday: [{ from, to }] } });

    it('the days of their dates', () => {
      expect(daysWithin(asked)).toEqual([{ resource: ana, date: MONDAY }]);
    });

    it('no day beside them where the hours and the buffers leave midnight alone', () => {
      expect(datesOf(openUntil('00:10', '23:49'))).toEqual([]);
    });

    it('the day before where a buffer reaches it', () => {
      expect(datesOf(openUntil('00:09', '12:00'))).toEqual(['2026-06-14']);
    });

    it('the day after where a buffer reaches it, or the hours do', () => {
      expect(datesOf(openUntil('12:00', '23:50'))).toEqual(['2026-06-16']);
      expect(datesOf({ ...openUntil('12:00', '24:00'), service: aService({ needs: [[ana]] }) })).toEqual([
        '2026-06-16',
      ]);
    });

    it('the day after where other hours of this one day reach it', () => {
      const hours = { late: { from: '00:00', to: '24:00', open: [{ from: '20:00', to: '24:00' }], at: 1 } };
      const days: Day[] = [{ resource: ana, date: MONDAY, rev: 1, claims: {}, hours }];
      expect(datesOf(openUntil('09:00', '12:00'), days)).toEqual(['2026-06-16']);
    });

    it('both where the caller has a place already, which no hours bind', () => {
      const [from, to] = [at('2026-06-15T21:45:00Z'), at('2026-06-15T22:15:00Z')];
      const claims = { own: { kind: 'booking' as const, invitationId: invitation(1), from, to, units: 1 } };
      const days: Day[] = [{ resource: ana, date: MONDAY, rev: 1, claims }];
      const own = { ...openUntil('09:00', '12:00'), invitationId: invitation(1) };
      expect(datesOf(own, days)).toEqual(['2026-06-14', '2026-06-16']);
    });
  });

  it('need the days that their buffers reach, and no other', () => {
    const daysOf = (changes: object, to = MONDAY) => {
      const service = aService({ needs: [[resourceId('ana')]], ...changes });
      const asked = { ...query, hours: undefined, to, service };
      const keys = [...daysWithin(asked), ...daysBeside(asked, [])].map((key) => key.date.slice(8));
      return [...new Set(keys)].sort().join(' ');
    };
    expect(daysOf({})).toBe('15 16');
    expect(daysOf({ minutes: 1 })).toBe('15');
    expect(daysOf({ bufferBefore: 1_440 })).toBe('14 15 16');
    expect(daysOf({ bufferBefore: 1_441 })).toBe('13 14 15 16');
    expect(daysOf({ bufferAfter: 1_411 })).toBe('15 16');
    expect(daysOf({ bufferAfter: 1_412 })).toBe('15 16 17');
    expect(daysOf({ bufferBefore: 1 }, date('2026-06-16'))).toBe('14 15 16 17');
  });

  it('need no days on a date that its zone skipped', () => {
    const skipped = date('2011-12-30');
    expect(daysBeside({ ...query, zone: 'Pacific/Apia', from: skipped, to: skipped }, [])).toEqual([]);
  });

  it('are in order of time with the held place of whoever asks, also once it is too soon for others', () => {
    const [from, to] = [at('2026-06-15T09:00:00Z'), at('2026-06-15T09:30:00Z')];
    const until = at('2026-06-15T08:40:00Z');
    const claims = { own: { kind: 'hold' as const, invitationId: invitation(1), from, to, units: 1, until } };
    const days: Day[] = [{ resource: resourceId('ana'), date: MONDAY, rev: 1, claims }];
    const rules = { slotEveryMinutes: 30, leadMinutes: 60, horizonDays: 1, holdMinutes: 10 };
    const asked = {
      ...query,
      rules,
      days,
      now: at('2026-06-15T08:35:00Z'),
      service: aService({ needs: [[resourceId('ana')]] }),
    };
    expect(times(slotsFor(asked)).slice(0, 2)).toEqual(['10:00', '10:30']);
    expect(times(slotsFor({ ...asked, invitationId: invitation(1) })).slice(0, 3)).toEqual(['09:00', '10:00', '10:30']);
  });

  it('nearest to a wish come first, the earlier of two that are equally near', () => {
    const nearest = nearestSlots(slotsFor(query), at('2026-06-15T12:00:00Z'));
    expect(times(nearest)).toEqual(['12:00', '11:45', '12:15', '11:30', '12:30']);
    expect(nearestSlots(slotsFor(query).toReversed(), at('2026-06-15T12:00:00Z'))).toEqual(nearest);
  });

  it('keep the buffers of both neighbours', () => {
    const service = aService({ bufferBefore: 15, bufferAfter: 30, needs: [[resourceId('ana')]] });
    const [from, to] = [at('2026-06-15T11:45:00Z'), at('2026-06-15T13:00:00Z')];
    const claims = { other: { kind: 'booking' as const, invitationId: invitation(2), from, to, units: 1 } };
    const days: Day[] = [{ resource: resourceId('ana'), date: MONDAY, rev: 1, claims }];
    const slots = times(slotsFor({ ...query, service, days }));
    // 12:00 to 12:30 with its buffers is taken: the one before ends 15 minutes and 30 earlier, the one after likewise.
    expect(slots.filter((time) => time >= '10:30' && time <= '13:30')).toEqual(['10:30', '10:45', '13:15', '13:30']);
  });
});
