import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type ClaimRequest, tryClaim } from '../../../../functions/shared/domain/places/claim.ts';
import {
  type Claim,
  type Day,
  hasEnded,
  type LocalDate,
  WallTime,
} from '../../../../functions/shared/domain/places/day.ts';
import { nearestSlots } from '../../../../functions/shared/domain/places/nearest-slots.ts';
import type { Business, Service } from '../../../../functions/shared/domain/places/service.ts';
import { daysToRead, type Slot, slotsFor } from '../../../../functions/shared/domain/places/slots.ts';
import { aCase, type Case, CHANGE_DAYS, clockIn } from './support/cases.ts';
import { aClinic, aService, at, BEFORE, claimId, date, invitation, MONDAY, resourceId } from './support/clinic.ts';
import { slotsByMinutes } from './support/minute-by-minute.ts';

const RUNS = { numRuns: 150 };
const MINUTE = 60_000;

const written = ({ date, time, startsAt, resources }: Slot) => `${date} ${time} ${startsAt} ${resources.toSorted()}`;

const times = (slots: readonly Slot[]) => slots.map(({ time }) => time);

function searched({ business, service, chosen, days, now, date, replaces }: Case) {
  return slotsFor({
    ...business,
    service,
    resource: chosen,
    days,
    now,
    from: date,
    to: date,
    invitationId: invitation(1),
    replaces,
  });
}

function found(one: Case): string[] {
  const { business, now, replaces } = one;
  const isMine = (claim: Claim, id: string) =>
    claim.invitationId === invitation(1) && (claim.kind === 'hold' || id === replaces);
  const counts = (claim: Claim, id: string) => !hasEnded(claim, now) && !isMine(claim, id);
  return slotsByMinutes({ ...one, counts, clock: clockIn(business.zone) });
}

function requestFor({ business, service, replaces }: Case, slot: { date: LocalDate; time: WallTime }): ClaimRequest {
  const ids = { invitationId: invitation(1), claimId: claimId('new'), replaces };
  return { ...business, service, by: 'customer', kind: 'booking', ...ids, start: slot };
}

describe('the slots of any business', () => {
  it('are those that a look at the clock every few minutes finds', () => {
    fc.assert(
      fc.property(aCase, (one) => {
        expect(searched(one).map(written)).toEqual(found(one));
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
            expect(answer).toMatchObject({ outcome: 'claimed', place: { startsAt: slot.startsAt } });
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

type ChangeDay = { day: LocalDate; change: string };

/** The dates on which clocks changed last and the time before, in one zone, and what the clock then showed. */
function lastChangeDays(zone: string): ChangeDay[] {
  const days: ChangeDay[] = [];
  const clock = clockIn(zone);
  let moment: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`2027-01-01T00:00[${zone}]`);
  for (let count = 0; count < 2; count += 1) {
    moment = moment?.getTimeZoneTransition('previous') ?? null;
    // Before 1973 clocks were also set by seconds.
    if (!moment || moment.year < 1973) break;
    const { epochMilliseconds: at } = moment;
    const [before, after] = [clock(at - MINUTE), clock(at)];
    for (const day of new Set([before.date, after.date])) {
      days.push({ day: date(day), change: [at, before.date, before.time, after.date, after.time, day].join() });
    }
  }
  return days;
}

/** Open around midnight and in pieces, so that a change of the clocks meets an edge. */
const NIGHT = [
  { from: '00:00', to: '00:30' },
  { from: '01:00', to: '02:30' },
  { from: '02:30', to: '04:00' },
  { from: '21:00', to: '24:00' },
];
const EVERY_NIGHT = {
  monday: NIGHT,
  tuesday: NIGHT,
  wednesday: NIGHT,
  thursday: NIGHT,
  friday: NIGHT,
  saturday: NIGHT,
  sunday: NIGHT,
};

function onChangeDay(zone: string, day: LocalDate, service: Service, grain: number, hours: Business['hours']): Case {
  const rules = { slotEveryMinutes: 15, leadMinutes: 0, horizonDays: 9, holdMinutes: 10 };
  const business = aClinic({ zone, hours, rules });
  const now = Date.parse(day) - 48 * 60 * MINUTE;
  return { business, service, chosen: undefined, days: [], now, date: day, replaces: undefined, grain };
}

describe('on days on which clocks change', () => {
  it.each(CHANGE_DAYS)('slots in %s on %s follow the clock', (zone, day, grain) => {
    for (const hours of [undefined, EVERY_NIGHT]) {
      for (const minutes of [30, 75]) {
        const one = onChangeDay(zone, date(day), aService({ minutes }), grain, hours);
        expect(searched(one).map(written)).toEqual(found(one));
      }
    }
  });

  it('slots follow the clock in every zone that there is', () => {
    // Many zones change in the same way at the same moment; what is found for one of them holds for all.
    const foundOn = new Map<string, string[]>();
    let compared = 0;
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      for (const { day, change } of lastChangeDays(zone)) {
        const one = onChangeDay(zone, day, aService({ minutes: 45 }), 5, EVERY_NIGHT);
        const expected = foundOn.get(change) ?? found(one);
        foundOn.set(change, expected);
        expect(searched(one).map(written).join('\n'), `${zone} ${day}`).toBe(expected.join('\n'));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(300);
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

  it('need two days of every candidate at midnight, and one in the middle of the day', () => {
    const keys = daysToRead({ ...query, service: aService({ bufferBefore: 10, needs: [[resourceId('ana')]] }) });
    expect(keys.map((key) => key.date)).toEqual(['2026-06-14', '2026-06-15', '2026-06-16']);
  });

  it('nearest to a wish come first, the earlier of two that are equally near', () => {
    const nearest = nearestSlots(slotsFor(query), at('2026-06-15T12:00:00Z'));
    expect(times(nearest)).toEqual(['12:00', '11:45', '12:15', '11:30', '12:30']);
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
