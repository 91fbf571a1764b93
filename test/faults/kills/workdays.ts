import { DAY_MS } from '../../../functions/shared/domain/time/instant.ts';

const dateOf = (day: Date): string => day.toISOString().slice(0, 10);
const isWorkday = (day: Date): boolean => ![0, 6].includes(day.getUTCDay());

/** The first workday that is at least so many days after a moment, as YYYY-MM-DD. */
export function workdayAfter(moment: Date, days: number): string {
  const day = new Date(moment.getTime() + days * DAY_MS);
  return isWorkday(day) ? dateOf(day) : workdayAfter(moment, days + 1);
}

/** A workday of its own for each round (from 0), the first of them a week ahead. */
export function workdayOf(round: number): string {
  let day = workdayAfter(new Date(), 7);
  for (let passed = 0; passed < round; passed++) day = workdayAfter(new Date(day), 1);
  return day;
}
