import { Temporal } from 'temporal-polyfill';

/** Bookings outside these years are typing errors, not appointments. */
const YEARS = { first: 2000, last: 2100 } as const;

/** A WhatsApp DatePicker gives `YYYY-MM-DD`; before Flow JSON 5.0 it gave milliseconds since 1970 (UTC midnight). */
export function readDate(value: string): Temporal.PlainDate | undefined {
  const iso = /^\d{12,13}$/.test(value) ? new Date(Number(value)).toISOString() : value;
  const day = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(iso)?.[0];
  if (!day) return undefined;
  try {
    const date = Temporal.PlainDate.from(day, { overflow: 'reject' });
    return date.year >= YEARS.first && date.year <= YEARS.last ? date : undefined;
  } catch {
    return undefined;
  }
}

/** `10:30`, `10:30:00`, `9.15`, `3:30 pm`. */
export function readTime(value: string): Temporal.PlainTime | undefined {
  const [, hours, minutes, half] = /^(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?m?\.?$/i.exec(value) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const clock = Number(hours);
  if (half && (clock < 1 || clock > 12)) return undefined;
  const hour = half ? (clock % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : clock;
  try {
    return Temporal.PlainTime.from({ hour, minute: Number(minutes) }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/**
 * A wall-clock time in its zone. One that a DST change skips is moved forward by the gap, as calendars do; of one that
 * a change repeats the first is meant.
 */
export function inZone(day: Temporal.PlainDate, clock: Temporal.PlainTime, timeZone: string) {
  const wall = day.toPlainDateTime(clock);
  const moment = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  return { moment, isSkipped: !moment.toPlainDateTime().equals(wall) };
}
