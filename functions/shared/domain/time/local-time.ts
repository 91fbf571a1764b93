import { Temporal } from 'temporal-polyfill';

/** A booking outside these years is a typing error. */
const YEARS = { first: 2000, last: 2100 } as const;

/** `2026-12-01`, as a WhatsApp DatePicker gives it. */
export function readDate(value: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  try {
    const date = Temporal.PlainDate.from(value);
    return date.year >= YEARS.first && date.year <= YEARS.last ? date : undefined;
  } catch {
    return undefined;
  }
}

/** `10:30`. */
export const readTime = (value: string): Temporal.PlainTime | undefined =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? Temporal.PlainTime.from(value) : undefined;

/**
 * A wall-clock time in its zone. A time that a DST change skips moves forward by the gap, as in calendars. Of a time
 * that occurs twice the first is taken.
 */
export function inZone(day: Temporal.PlainDate, clock: Temporal.PlainTime, timeZone: string) {
  const wall = day.toPlainDateTime(clock);
  const moment = wall.toZonedDateTime(timeZone);
  return { moment, isSkipped: !moment.toPlainDateTime().equals(wall) };
}
