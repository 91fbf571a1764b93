import { Temporal } from 'temporal-polyfill';
import { type Instant, instantAt, later } from './instant.ts';

/** A period, both ends included. */
export type TimeSpan = { from: Instant; to: Instant };

/** From the first millisecond of one day to the last millisecond of another, in the time zone. */
export function spanOfDays(first: Temporal.PlainDate, last: Temporal.PlainDate, timeZone: string): TimeSpan {
  const next = last.add({ days: 1 });
  return {
    from: instantAt(first.toZonedDateTime(timeZone).epochMilliseconds),
    to: instantAt(next.toZonedDateTime(timeZone).epochMilliseconds - 1),
  };
}

/** A date by the clock of the time zone, from its first millisecond to its last. */
export function spanOfDay(date: string, timeZone: string): TimeSpan {
  const day = Temporal.PlainDate.from(date);
  return spanOfDays(day, day, timeZone);
}

/** The UTC month of an instant, with `past` months before it and `future` months after it. */
export function spanOfMonths(around: Instant, { past, future }: { past: number; future: number }): TimeSpan {
  const month = Temporal.PlainYearMonth.from(around.slice(0, 7));
  const first = month.subtract({ months: past }).toPlainDate({ day: 1 });
  const last = month.add({ months: future + 1 }).toPlainDate({ day: 1 });
  return spanOfDays(first, last.subtract({ days: 1 }), 'UTC');
}

/** The beginnings of all UTC days or months in a span, in order. They are the partitions of the table's indexes. */
export function beginningsIn({ from, to }: TimeSpan, unit: 'day' | 'month'): Instant[] {
  const beginnings: Instant[] = [];
  // Not by Temporal: every list of the table asks for them, and this takes a tenth of the time.
  const next = new Date(`${unit === 'month' ? `${from.slice(0, 7)}-01` : from.slice(0, 10)}T00:00:00.000Z`);
  for (let at = instantAt(next.getTime()); at <= to; at = instantAt(next.getTime())) {
    beginnings.push(at);
    if (unit === 'month') next.setUTCMonth(next.getUTCMonth() + 1);
    else next.setUTCDate(next.getUTCDate() + 1);
  }
  return beginnings;
}

/** The UTC days or months in a span, in order, each as far as it lies in it. */
export function partsOf(span: TimeSpan, unit: 'day' | 'month'): TimeSpan[] {
  const [, ...others] = beginningsIn(span, unit);
  const ends = others.map((beginning) => later(beginning, -1));
  return [span.from, ...others].map((from, index) => ({ from, to: ends[index] ?? span.to }));
}
