import type { Caller } from './caller.ts';
import type { LiftableReason, LocalDate, WallTime } from './day.ts';
import {
  addDays,
  dateShown,
  daysTouched,
  instantOn,
  type LocalDay,
  localDays,
  minuteAt,
  minuteOf,
} from './local-days.ts';
import type { Business, Service } from './service.ts';
import { type EpochMs, type Interval, MINUTE_MS } from './time-set.ts';

/** What the clock shows at a start. */
type LocalStart = {
  readonly date: LocalDate;
  /** Since midnight. */
  readonly minute: number;
  /** Whether the clock shows it for the first time that day. */
  readonly isFirstPass: boolean;
};

/** `from` and `to` include the buffers. */
export type Appointment = Interval & LocalStart & { readonly startsAt: EpochMs; readonly endsAt: EpochMs };

/** A start as people say it, or as it is stored. */
export type WishedStart = { readonly date: LocalDate; readonly time: WallTime } | { readonly startsAt: EpochMs };

const MINUTES_OF_DAY = 1_440;

/** An appointment lasts its minutes of real time, whatever the clock does meanwhile. */
export function appointmentAt(
  service: Service,
  startsAt: EpochMs,
  { date, minute, isFirstPass }: LocalStart,
): Appointment {
  const { minutes, bufferBefore = 0, bufferAfter = 0 } = service;
  const endsAt = startsAt + minutes * MINUTE_MS;
  const [from, to] = [startsAt - bufferBefore * MINUTE_MS, endsAt + bufferAfter * MINUTE_MS];
  return { from, to, startsAt, endsAt, date, minute, isFirstPass };
}

/** The appointment at an instant; `undefined` if that is not on one of the days. */
export function appointmentOn(days: readonly LocalDay[], service: Service, startsAt: EpochMs): Appointment | undefined {
  for (const day of days) {
    const minute = minuteAt(day, startsAt);
    if (minute === undefined) continue;
    return appointmentAt(service, startsAt, {
      date: day.date,
      minute,
      isFirstPass: instantOn(day, minute) === startsAt,
    });
  }
  return undefined;
}

/** The dates from `first` to `last`, and as many around them as an appointment on one of them can reach. */
export function daysAround(zone: string, service: Service, first: LocalDate, last: LocalDate): LocalDay[] {
  const { minutes, bufferBefore = 0, bufferAfter = 0 } = service;
  // One more, as dates can be short or skipped.
  const before = Math.ceil(bufferBefore / MINUTES_OF_DAY) + 1;
  const after = Math.ceil((minutes + bufferAfter) / MINUTES_OF_DAY) + 1;
  return localDays(zone, addDays(first, -before), addDays(last, after));
}

/** The appointment at a wished start, with the days it touches; `undefined` if a change of the clocks skips it. */
export function wishedAppointment(zone: string, service: Service, start: WishedStart) {
  const date = 'date' in start ? start.date : dateShown(zone, start.startsAt);
  const around = daysAround(zone, service, date, date);
  const offered = around.filter((day) => day.date === date);
  const startsAt = 'date' in start ? firstOn(offered, minuteOf(start.time)) : start.startsAt;
  const appointment = startsAt === undefined ? undefined : appointmentOn(offered, service, startsAt);
  return appointment && { appointment, touched: daysTouched(around, appointment) };
}

const firstOn = ([day]: readonly LocalDay[], minute: number): EpochMs | undefined => day && instantOn(day, minute);

/** Between which starts the caller may choose, on which step. */
type Limits = {
  readonly now: EpochMs;
  readonly earliest: EpochMs;
  readonly lastDate: LocalDate | undefined;
  readonly everyMinutes: number;
};

/** The rules of the business for this caller, at this time; lead time and horizon count from `askedAt`. */
export function limitsFor({ by }: Caller, { zone, rules }: Business, now: EpochMs, askedAt: EpochMs = now): Limits {
  const isCustomer = by === 'customer';
  return {
    now,
    earliest: isCustomer ? askedAt + rules.leadMinutes * MINUTE_MS : now,
    lastDate: isCustomer ? addDays(dateShown(zone, askedAt), rules.horizonDays) : undefined,
    everyMinutes: rules.slotEveryMinutes,
  };
}

/** What speaks against a start whatever is open or taken. The first reason is the one to tell. */
export function reasonsAgainst(
  { startsAt, date, minute, isFirstPass }: Appointment,
  { now, earliest, lastDate, everyMinutes }: Limits,
): LiftableReason[] {
  const reasons: LiftableReason[] = [];
  if (startsAt < now) reasons.push('start-in-past');
  else if (startsAt < earliest) reasons.push('too-soon');
  if (lastDate !== undefined && date > lastDate) reasons.push('too-far');
  if (!isFirstPass || minute % everyMinutes !== 0) reasons.push('off-step');
  return reasons;
}
