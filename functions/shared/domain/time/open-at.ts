import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type WeeklyHours } from '../business-terms.ts';

type Span = { from: Temporal.PlainDateTime; to: Temporal.PlainDateTime };

function spansOn(day: Temporal.PlainDate, hours: WeeklyHours): Span[] {
  const weekday = WEEKDAYS[day.dayOfWeek - 1];
  const spans = (weekday && hours[weekday]) ?? [];
  return spans.map(({ from, to }) => ({
    from: day.toPlainDateTime(from),
    to: to === '24:00' ? day.add({ days: 1 }).toPlainDateTime() : day.toPlainDateTime(to),
  }));
}

/** Whether the business is open for a whole appointment. Both times are the business's wall-clock time. */
export function isOpenFor(start: Temporal.PlainDateTime, end: Temporal.PlainDateTime, hours: WeeklyHours): boolean {
  const { compare } = Temporal.PlainDateTime;
  const lastDay = end.toPlainDate();
  let covered = start;
  // Adjacent spans can cover an appointment together, also across midnight.
  for (let day = start.toPlainDate(); Temporal.PlainDate.compare(day, lastDay) <= 0; day = day.add({ days: 1 })) {
    for (const { from, to } of spansOn(day, hours)) {
      if (compare(from, covered) <= 0 && compare(covered, to) < 0) covered = to;
    }
  }
  return compare(start, covered) < 0 && compare(end, covered) <= 0;
}
