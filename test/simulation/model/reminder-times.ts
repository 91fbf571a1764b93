import { clockOf } from '../../functions/domain/places/support/minute-by-minute.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What falls into quiet hours goes out so long before they begin. */
const BEFORE_QUIET_MS = 30 * MINUTE;
/** So late a follow-up may be. */
const FOLLOW_UP_LATE_MS = DAY;
/** So late a reminder may be if the contract says nothing else. */
const LATE_BY_MINUTES = 120;

/** When a reminder is to go out: real minutes before the start, or days before it by the clock of the business. */
export type Before = { minutes: number } | { days: number; at?: string };
export type ReminderRule = { key: string; before: Before; lateByMinutes?: number };
/** When a follow-up is to go out: days after the start, by the clock of the business. */
export type FollowUpRule = { key: string; after: { days: number; at?: string } };
export type QuietHours = { from: string; to: string };

/**
 * When reminders are due, worked out apart from the product: the runtime is asked what the clock on the wall shows, and
 * nothing else is known of time zones. All times are milliseconds since 1970.
 */
export function reminderTimes(timeZone: string, quiet: QuietHours | undefined) {
  const clock = clockOf(timeZone);
  const naive = (date: string, time: string) => Date.parse(`${date}T${time}:00Z`);
  const offsetAt = (at: number) => {
    const { date, time } = clock(at);
    return naive(date, time) - at;
  };

  /** The first moment at which the clock shows this; if it leaves this out, as if it had not been put forward yet. */
  function momentOf(date: string, time: string): number {
    const shown = naive(date, time);
    const [before, after] = [shown - offsetAt(shown - DAY), shown - offsetAt(shown + DAY)];
    const fitting = [before, after].filter((at) => naive(clock(at).date, clock(at).time) === shown);
    return fitting.length > 0 ? Math.min(...fitting) : before;
  }

  const dateBefore = (date: string, days: number) =>
    new Date(naive(date, '00:00') - days * DAY).toISOString().slice(0, 10);

  /** So many days before or (negative) after a moment, at its own time of day or another. */
  function daysBefore(at: number, days: number, time = clock(at).time): number {
    return momentOf(dateBefore(clock(at).date, days), time);
  }

  function isQuiet(at: number): boolean {
    if (!quiet) return false;
    const { time } = clock(at - (at % MINUTE));
    const { from, to } = quiet;
    return from < to ? from <= time && time < to : from <= time || time < to;
  }

  /** The moment itself, or half an hour before the quiet hours into which it falls. */
  function outsideOfQuiet(wanted: number): number {
    if (!quiet || !isQuiet(wanted)) return wanted;
    const { date } = clock(wanted);
    const begins = [0, 1].map((days) => momentOf(dateBefore(date, days), quiet.from));
    return Math.max(...begins.filter((at) => at <= wanted)) - BEFORE_QUIET_MS;
  }

  /** The moment itself, or the end of the quiet hours into which it falls. */
  function afterQuiet(wanted: number): number {
    if (!quiet || !isQuiet(wanted)) return wanted;
    const { date } = clock(wanted);
    const moments = [0, -1].map((days) => momentOf(dateBefore(date, days), quiet.to));
    return Math.min(...moments.filter((at) => at >= wanted));
  }

  return {
    isQuiet,
    momentOf,
    /** When a reminder of an appointment is to go out. */
    dueOf({ before }: ReminderRule, startsAt: number): number {
      const wanted =
        'minutes' in before ? startsAt - before.minutes * MINUTE : daysBefore(startsAt, before.days, before.at);
      return outsideOfQuiet(wanted);
    },
    /** When a follow-up of an appointment is to go out. */
    dueAfter: ({ after: { days, at } }: FollowUpRule, startsAt: number): number =>
      afterQuiet(daysBefore(startsAt, -days, at)),
    lastMomentAfter: (dueAt: number): number => dueAt + FOLLOW_UP_LATE_MS,
    /** After this it is too late: half of the way to the start, or as much as the contract allows. */
    lastMomentOf({ lateByMinutes = LATE_BY_MINUTES }: ReminderRule, dueAt: number, startsAt: number): number {
      return dueAt + Math.min(lateByMinutes * MINUTE, (startsAt - dueAt) / 2);
    },
  };
}
export type ReminderTimes = ReturnType<typeof reminderTimes>;
