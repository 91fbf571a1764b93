import { Temporal } from 'temporal-polyfill';
import type { BusinessTerms, DaysApart, FollowUpTerms, QuietHours, ReminderTerms } from '../business-terms.ts';
import { epochMs, HOUR_MS, type Instant, instantAt, later } from '../time/instant.ts';
import { inZone } from '../time/local-time.ts';

const MINUTE_MS = 60_000;
/** So long before the quiet hours begin goes out what would fall into them. */
const BEFORE_QUIET_MS = 30 * MINUTE_MS;
const LATE_BY_MINUTES = 120;
/** A follow-up is about nothing that lies ahead: a day later it still fits. */
const FOLLOW_UP_LATE_BY_MS = 24 * HOUR_MS;

/** When one of the contract's reminders or follow-ups goes out for an appointment, and until when it still may. */
export type SendingTimes = { sendAt: Instant; deadline: Instant };

type Zone = Pick<BusinessTerms['booking'], 'timeZone'>;

/** Quiet hours of one night, or of one day: `until` is no part of them. */
type QuietSpan = { from: Instant; until: Instant };

const zoned = (at: Instant, { timeZone }: Zone) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);

const instantOf = (day: Temporal.PlainDate, clock: Temporal.PlainTime, { timeZone }: Zone): Instant =>
  instantAt(inZone(day, clock, timeZone).moment.epochMilliseconds);

/** The quiet hours that `at` lies in; `undefined` outside of them. */
export function quietSpanAt(at: Instant, quietHours: QuietHours | undefined, zone: Zone): QuietSpan | undefined {
  if (!quietHours) return undefined;
  const [from, to] = [Temporal.PlainTime.from(quietHours.from), Temporal.PlainTime.from(quietHours.to)];
  const endsNextDay = Temporal.PlainTime.compare(from, to) > 0 ? 1 : 0;
  const today = zoned(at, zone).toPlainDate();
  const beginning = (days: number) => instantOf(today.add({ days }), from, zone);
  // Those that begin today, or the night before.
  const day = beginning(0) <= at ? 0 : -1;
  const until = instantOf(today.add({ days: day + endsNextDay }), to, zone);
  return at < until ? { from: beginning(day), until } : undefined;
}

/** So many days before or after the date of `startsAt` on the business's clock. */
function atDistance(startsAt: Instant, { days, at }: DaysApart, zone: Zone): Instant {
  const start = zoned(startsAt, zone);
  const clock = at === undefined ? start.toPlainTime() : Temporal.PlainTime.from(at);
  return instantOf(start.toPlainDate().add({ days }), clock, zone);
}

/**
 * When a reminder goes out: in quiet hours 30 minutes before they begin. Until when: by the contract's lateness, but not
 * beyond half of the time that is left until the appointment.
 */
export function reminderTimes(
  startsAt: Instant,
  { before, lateByMinutes = LATE_BY_MINUTES }: ReminderTerms,
  { booking, quietHours }: Pick<BusinessTerms, 'booking' | 'quietHours'>,
): SendingTimes {
  const wanted =
    'minutes' in before
      ? later(startsAt, -before.minutes * MINUTE_MS)
      : atDistance(startsAt, { ...before, days: -before.days }, booking);
  const quiet = quietSpanAt(wanted, quietHours, booking);
  const sendAt = quiet ? later(quiet.from, -BEFORE_QUIET_MS) : wanted;
  const half = (epochMs(startsAt) - epochMs(sendAt)) / 2;
  return { sendAt, deadline: later(sendAt, Math.min(lateByMinutes * MINUTE_MS, half)) };
}

/** When a follow-up goes out: in quiet hours when they end, since nothing is lost by waiting. Until when: for a day. */
export function followUpTimes(
  startsAt: Instant,
  { after }: FollowUpTerms,
  { booking, quietHours }: Pick<BusinessTerms, 'booking' | 'quietHours'>,
): SendingTimes {
  const wanted = atDistance(startsAt, after, booking);
  const sendAt = quietSpanAt(wanted, quietHours, booking)?.until ?? wanted;
  return { sendAt, deadline: later(sendAt, FOLLOW_UP_LATE_BY_MS) };
}
