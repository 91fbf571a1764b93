const LANGUAGE = 'en-GB';
const DAY_MS = 24 * 60 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Cached, because creating a format is slow. */
function formatIn(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone}${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(LANGUAGE, { ...options, timeZone });
  formats.set(key, format);
  return format;
}

const moment = (at: string | number) => new Date(at);

/** `10:30` */
export const clockTime = (at: string | number, timeZone: string): string =>
  formatIn(timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment(at));

/** `10:30:05` */
export const exactTime = (at: string | number, timeZone: string): string =>
  formatIn(timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(moment(at));

/** `Tue, 6 May, 10:30` */
export const dayAndTime = (at: string | number, timeZone: string): string =>
  `${dayName(dayOf(at, timeZone))}, ${clockTime(at, timeZone)}`;

/** The day of a time in the business's zone: `2031-05-06`. */
export function dayOf(at: string | number, timeZone: string): string {
  const parts = formatIn(timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(moment(at));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** `Tue 6 May` */
export const dayName = (day: string): string =>
  formatIn('UTC', { weekday: 'short', day: 'numeric', month: 'short' }).format(moment(day)).replace(',', '');

/** `6 May 2031` */
export const longDay = (day: string): string =>
  formatIn('UTC', { day: 'numeric', month: 'long', year: 'numeric' }).format(moment(day));

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(day).getUTCDay() + 6) % 7));

/** Minutes since midnight, local time. */
export function minuteOfDay(at: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = clockTime(at, timeZone).split(':').map(Number);
  return 60 * hours + minutes;
}

/** The distance in time: `in 2 min`, `3 h ago`, `now`. */
export function fromNow(at: string, now: number): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 5) return 'now';
  const words =
    size < 90
      ? `${size} s`
      : size < 5400
        ? `${Math.round(size / 60)} min`
        : size < 129_600
          ? `${Math.round(size / 3600)} h`
          : `${Math.round(size / 86_400)} days`;
  return seconds > 0 ? `in ${words}` : `${words} ago`;
}

/** `93 ms`, `1.4 s` */
export const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
