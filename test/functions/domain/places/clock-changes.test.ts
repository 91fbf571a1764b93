import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import type { Business, Service } from '../../../../functions/shared/domain/places/service.ts';
import { type Case, CHANGE_DAYS, clockIn } from './support/cases.ts';
import { aService, date, resourceId } from './support/clinic.ts';
import { found, line, searched } from './support/searches.ts';

const MINUTE = 60_000;

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
  const rules = { slotEveryMinutes: 30, leadMinutes: 0, horizonDays: 9, holdMinutes: 10 };
  const resources = [{ id: resourceId('ana'), name: 'Ana' }];
  const business = { zone, hours, rules, resources };
  const now = Date.parse(day) - 48 * 60 * MINUTE;
  return { business, service, chosen: undefined, days: [], now, date: day, replaces: undefined, grain };
}

const ZONES = Intl.supportedValuesOf('timeZone');
const REGIONS = new Set(ZONES.map((zone) => zone.split('/')[0] ?? zone));

describe('on days on which clocks change', () => {
  it.each(CHANGE_DAYS)('slots in %s on %s follow the clock', (zone, day, grain) => {
    for (const hours of [undefined, EVERY_NIGHT]) {
      for (const minutes of [30, 75]) {
        const one = onChangeDay(zone, date(day), aService({ minutes }), grain, hours);
        expect(searched(one).map(line)).toEqual(found(one));
      }
    }
  });

  // Many zones change in the same way at the same moment; what is found for one of them holds for all.
  const foundOn = new Map<string, string>();

  it.each([...REGIONS])('slots follow the clock in every zone of %s', (region) => {
    for (const zone of ZONES.filter((one) => one.startsWith(region))) {
      for (const { day, change } of lastChangeDays(zone)) {
        const one = onChangeDay(zone, day, aService({ minutes: 45 }), 5, EVERY_NIGHT);
        const expected = foundOn.get(change) ?? found(one).join('\n');
        foundOn.set(change, expected);
        expect(searched(one).map(line).join('\n'), `${zone} ${day}`).toBe(expected);
      }
    }
  });
});
