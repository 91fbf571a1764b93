/** Days are `YYYY-MM-DD`, months `YYYY-MM`; weeks begin on Monday. All arithmetic is in UTC, without a zone. */
const DAY_MS = 86_400_000;

const DAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A form's limits for the calendar. */
export type DateBounds = {
  'min-date'?: string | undefined;
  'max-date'?: string | undefined;
  'unavailable-dates'?: readonly string[] | undefined;
  'include-days'?: readonly string[] | undefined;
};

/** Whether the form allows a day. */
export function isAllowed(day: string, bounds: DateBounds): boolean {
  const { 'min-date': min, 'max-date': max, 'unavailable-dates': taken, 'include-days': included } = bounds;
  if ((min && day < min) || (max && day > max) || taken?.includes(day)) return false;
  return included === undefined || included.includes(DAY_NAMES[weekdayOf(day)] ?? '');
}

/** A month's weeks, without the days of neighbouring months. */
export function weeksOf(month: string): (string | undefined)[][] {
  const days = daysOf(month);
  const before = (weekdayOf(`${month}-01`) + 6) % 7;
  const cells: (string | undefined)[] = [...Array<undefined>(before), ...days];
  const weeks: (string | undefined)[][] = [];
  for (let from = 0; from < cells.length; from += 7) weeks.push(pad(cells.slice(from, from + 7)));
  return weeks;
}

/** The day this many days later; earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return isoDay(startOf(day) + days * DAY_MS);
}

/** The month this many months later. */
export function addMonths(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number);
  return isoDay(Date.UTC(year ?? 0, (number ?? 1) - 1 + months, 1)).slice(0, 7);
}

/** The same day of another month, or that month's last one. */
export function dayIn(month: string, day: string): string {
  const days = daysOf(month);
  return days[Math.min(Number(day.slice(8)), days.length) - 1] ?? `${month}-01`;
}

/** The first (Monday) or last day of the day's week. */
export function edgeOfWeek(day: string, edge: 'first' | 'last'): string {
  const sinceMonday = (weekdayOf(day) + 6) % 7;
  return addDays(day, edge === 'first' ? -sinceMonday : 6 - sinceMonday);
}

/** The number of days from one to the other, both included. */
export function daysBetween(first: string, last: string): number {
  return Math.round((startOf(last) - startOf(first)) / DAY_MS) + 1;
}

/** The languages in which a day or a month is named, the preferred one first. */
export type NameLanguages = readonly string[];

/** A day in words, e.g. "Tuesday 6 May 2031". */
export function nameDay(day: string, languages: NameLanguages): string {
  return inWords(day, languages, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** A month in words, e.g. "May 2031". */
export function nameMonth(month: string, languages: NameLanguages): string {
  return inWords(`${month}-01`, languages, { month: 'long', year: 'numeric' });
}

const A_MONDAY = '2024-01-01';

/** The days of the week in words, from Monday on. */
export function nameWeekdays(languages: NameLanguages): string[] {
  return Array.from({ length: 7 }, (_, index) => inWords(addDays(A_MONDAY, index), languages, { weekday: 'long' }));
}

function inWords(day: string, languages: NameLanguages, parts: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat([...languages], { ...parts, timeZone: 'UTC' });
  // Browsers disagree on the comma.
  return format.format(startOf(day)).replace(',', '');
}

function daysOf(month: string): string[] {
  const next = startOf(`${addMonths(month, 1)}-01`);
  const days: string[] = [];
  for (let at = startOf(`${month}-01`); at < next; at += DAY_MS) days.push(isoDay(at));
  return days;
}

function pad(week: (string | undefined)[]): (string | undefined)[] {
  return [...week, ...Array<undefined>(7 - week.length)];
}

function weekdayOf(day: string): number {
  return new Date(startOf(day)).getUTCDay();
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
