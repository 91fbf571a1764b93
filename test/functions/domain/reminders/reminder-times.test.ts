import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { FollowUpTerms, QuietHours, ReminderTerms } from '../../../../functions/shared/domain/business-terms.ts';
import {
  followUpTimes,
  quietSpanAt,
  reminderTimes,
} from '../../../../functions/shared/domain/reminders/reminder-times.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { contractWithoutServices } from '../../../support/contract.ts';

const { booking } = contractWithoutServices();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Zones whose clocks change at night, at midnight, by half an hour, and not at all. */
const ZONES = ['Europe/Madrid', 'America/Santiago', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Tokyo'];

const zoned = (at: string, timeZone: string) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
const wall = (at: string, timeZone: string) => zoned(at, timeZone).toPlainTime().toString().slice(0, 5);
const instantOf = (local: string, timeZone: string) =>
  instantAt(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);

/** Every half an hour around the two changes of the clocks of a year that lies ahead, in a zone. */
function startsNearChanges(timeZone: string): string[] {
  const begin = Temporal.Now.zonedDateTimeISO(timeZone).with({ month: 1, day: 1, hour: 0 });
  const first = begin.getTimeZoneTransition('next') ?? begin;
  const second = first.getTimeZoneTransition('next') ?? first.add({ months: 6 });
  return [first, second].flatMap(({ epochMilliseconds }) =>
    Array.from({ length: 200 }, (_, step) => instantAt(epochMilliseconds + (step - 100) * 30 * MINUTE)),
  );
}

const termsIn = (timeZone: string, quietHours?: QuietHours) => ({ booking: { ...booking, timeZone }, quietHours });

const timesOf = (startsAt: string, before: ReminderTerms['before'], timeZone: string, quietHours?: QuietHours) =>
  reminderTimes(instantAt(Date.parse(startsAt)), { key: 'one', before }, termsIn(timeZone, quietHours));

describe.each(ZONES)('a reminder in %s', (timeZone) => {
  it('by minutes goes out so much real time before, also over a change of the clocks', () => {
    for (const startsAt of startsNearChanges(timeZone)) {
      const { sendAt } = timesOf(startsAt, { minutes: 1500 }, timeZone);
      expect(Date.parse(startsAt) - Date.parse(sendAt)).toBe(1500 * MINUTE);
    }
  });

  it('by days goes out on that date of the clock, at the time of the start or at the given one', () => {
    for (const startsAt of startsNearChanges(timeZone)) {
      const date = zoned(startsAt, timeZone).toPlainDate().subtract({ days: 1 });
      const atStart = zoned(timesOf(startsAt, { days: 1 }, timeZone).sendAt, timeZone);
      const atSix = zoned(timesOf(startsAt, { days: 1, at: '18:00' }, timeZone).sendAt, timeZone);
      expect(atSix.toPlainDateTime().toString()).toBe(`${date}T18:00:00`);
      // A time that the change of the clocks skips is the one after the gap.
      const wanted = date.toZonedDateTime({ timeZone, plainTime: zoned(startsAt, timeZone).toPlainTime() });
      expect(atStart.epochMilliseconds).toBe(wanted.epochMilliseconds);
    }
  });

  it.each([
    { from: '21:00', to: '08:00' },
    { from: '00:00', to: '07:30' },
    { from: '13:00', to: '15:00' },
    { from: '02:30', to: '03:15' },
  ])('never goes out from $from to $to, but at most a night earlier, and never later', (quietHours) => {
    const isQuiet = (at: string) => {
      const time = wall(at, timeZone);
      const { from, to } = quietHours;
      return from < to ? from <= time && time < to : from <= time || time < to;
    };
    for (const startsAt of startsNearChanges(timeZone)) {
      const wanted = timesOf(startsAt, { minutes: 120 }, timeZone).sendAt;
      const { sendAt } = timesOf(startsAt, { minutes: 120 }, timeZone, quietHours);
      const earlierBy = Date.parse(wanted) - Date.parse(sendAt);
      expect(quietSpanAt(sendAt, quietHours, { timeZone })).toBeUndefined();
      expect(earlierBy).toBeGreaterThanOrEqual(0);
      expect(earlierBy).toBeLessThanOrEqual(13 * HOUR);
      if (earlierBy === 0) continue;
      const begins = instantAt(Date.parse(sendAt) + 30 * MINUTE);
      expect(quietSpanAt(begins, quietHours, { timeZone })?.from).toBe(begins);
      // Where no clock changes in between, the wall clock says the same.
      if (zoned(sendAt, timeZone).offset === zoned(wanted, timeZone).offset) expect(isQuiet(wanted)).toBe(true);
    }
  });

  it('may be late by its lateness, but not beyond half of the time that is left', () => {
    for (const startsAt of startsNearChanges(timeZone).slice(0, 20)) {
      const lateness = (before: ReminderTerms['before'], lateByMinutes?: number) => {
        const terms = { key: 'one', before, lateByMinutes };
        const { sendAt, deadline } = reminderTimes(instantAt(Date.parse(startsAt)), terms, termsIn(timeZone));
        return (Date.parse(deadline) - Date.parse(sendAt)) / MINUTE;
      };
      expect(lateness({ minutes: 1440 })).toBe(120);
      expect(lateness({ minutes: 60 })).toBe(30);
      expect(lateness({ minutes: 1440 }, 600)).toBe(600);
      expect(lateness({ minutes: 1440 }, 1000)).toBe(720);
    }
  });
});

describe('a follow-up', () => {
  const follow = (startsAt: string, after: FollowUpTerms['after'], quietHours?: QuietHours) =>
    followUpTimes(
      instantOf(startsAt, 'Europe/Madrid'),
      { key: 'one', after, category: 'utility' },
      {
        booking: { ...booking, timeZone: 'Europe/Madrid' },
        quietHours,
      },
    );

  it('goes out so many days of the clock after the appointment, over any change of the clocks', () => {
    expect(follow('2041-01-10T10:30', { days: 180 }).sendAt).toBe(instantOf('2041-07-09T10:30', 'Europe/Madrid'));
    expect(follow('2041-01-10T10:30', { days: 1, at: '12:00' }).sendAt).toBe(
      instantOf('2041-01-11T12:00', 'Europe/Madrid'),
    );
  });

  it('waits for the end of the quiet hours, as nothing is lost by that', () => {
    const quietHours = { from: '21:00', to: '08:00' };
    const morning = instantOf('2041-01-12T08:00', 'Europe/Madrid');
    expect(follow('2041-01-10T22:00', { days: 1 }, quietHours).sendAt).toBe(morning);
    expect(follow('2041-01-11T06:00', { days: 1 }, quietHours).sendAt).toBe(morning);
    expect(follow('2041-01-11T08:00', { days: 1 }, quietHours).sendAt).toBe(morning);
  });
});
