import { addDays, weekdayOf } from '../../ui/times.ts';

/** The first day of the month that is some months after a day's. */
export function monthAfter(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The weeks that have a day of the month, from the weekday with which a week begins (1 is Monday). */
export function weeksOfMonth(month: string, firstWeekday: number): string[][] {
  const first = `${month.slice(0, 7)}-01`;
  const end = monthAfter(month, 1);
  const weeks: string[][] = [];
  let monday = addDays(first, -((weekdayOf(first) - firstWeekday + 7) % 7));
  while (monday < end) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(monday, index)));
    monday = addDays(monday, 7);
  }
  return weeks;
}
