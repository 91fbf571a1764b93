import type { Language } from './words/worded.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Where the browser prefers no region of a language. */
const LOCALES: Record<Language, string> = { en: 'en-GB', es: 'es-ES' };

/** Some browsers name a locale of their operating system that is no language tag, such as `en-US@posix`. */
function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}

/** The locale in which a language's dates and times are written: the browser's own region of it, if it names one. */
export const localeOf = (language: Language, preferred: readonly string[]): string =>
  preferred.find((tag) => tag.toLowerCase().startsWith(`${language}-`) && isLanguageTag(tag)) ?? LOCALES[language];

const formats = new Map<string, Intl.DateTimeFormat>();

/** Cached, because creating a format is slow. */
function formatIn(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formats.set(key, format);
  return format;
}

const moment = (at: string | number) => new Date(at);

/** The parts of a time by their names, as digits. */
function partsOf(at: string | number, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const parts = formatIn('en-GB', timeZone, options).formatToParts(moment(at));
  return (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
}

/** The day of a time in a zone: `2031-05-06`. */
export function dayOf(at: string | number, timeZone: string): string {
  const part = partsOf(at, timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' });
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The local time of day in a zone, as the API takes it: `10:30`. */
export function timeOfDay(at: string | number, timeZone: string): string {
  const part = partsOf(at, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${part('hour')}:${part('minute')}`;
}

/** Minutes since midnight, local time. */
export function minuteOfDay(at: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = timeOfDay(at, timeZone).split(':').map(Number);
  return 60 * hours + minutes;
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The weekday of a day, from 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (day: string): number => ((new Date(day).getUTCDay() + 6) % 7) + 1;

/** `93 ms`, `1.4 s` */
export const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** The weekday with which a week begins in a locale, from 1 (Monday) to 7 (Sunday). */
function firstWeekdayIn(tag: string): number {
  const locale: object = new Intl.Locale(tag);
  const info: unknown = 'getWeekInfo' in locale && typeof locale.getWeekInfo === 'function' && locale.getWeekInfo();
  const isKnown = typeof info === 'object' && info !== null && 'firstDay' in info && typeof info.firstDay === 'number';
  return isKnown ? Number(info.firstDay) : 1;
}

const UNITS = [
  ['second', 90, 1],
  ['minute', 5_400, 60],
  ['hour', 129_600, 3_600],
  ['day', Number.POSITIVE_INFINITY, 86_400],
] as const satisfies [Intl.RelativeTimeFormatUnit, number, number][];

/** A shorter distance is `now`. */
const NOW_SECONDS = 5;

/**
 * Days and times as a language and its region write them: there is one way for each, in every view. A day is
 * `2031-05-06`; a time is an instant, and is shown in `timeZone`, unless another is given.
 */
export function timesIn(locale: string, timeZone: string, now: () => number = Date.now) {
  const written = (at: string | number, zone: string, options: Intl.DateTimeFormatOptions) =>
    formatIn(locale, zone, options).format(moment(at));
  const ofDay = (day: string, options: Intl.DateTimeFormatOptions) => written(day, 'UTC', options);
  const yearUnlessNow = (day: string): Intl.DateTimeFormatOptions =>
    day.slice(0, 4) === dayOf(now(), timeZone).slice(0, 4) ? {} : { year: 'numeric' };

  const countsTo24 = !formatIn(locale, 'UTC', { hour: 'numeric' }).resolvedOptions().hour12;
  const hour: Intl.DateTimeFormatOptions = countsTo24
    ? { hour: '2-digit', hourCycle: 'h23' }
    : { hour: 'numeric', hour12: true };

  const times = {
    locale,

    /** `09:30`, `9:30 am` */
    clockTime: (at: string | number, zone = timeZone) => written(at, zone, { ...hour, minute: '2-digit' }),

    /** `09:30:05`, `9:30:05 am` */
    exactTime: (at: string | number, zone = timeZone) =>
      written(at, zone, { ...hour, minute: '2-digit', second: '2-digit' }),

    /** A whole hour of a day, from 0 to 24: `09:00`, `9 am` */
    hourName: (full: number) =>
      written(Date.UTC(2000, 0, 1, full), 'UTC', { ...hour, ...(countsTo24 && { minute: '2-digit' }) }),

    /** `Tue 6 May`, with the year if it is another than the present one */
    dayName: (day: string) =>
      ofDay(day, { weekday: 'short', day: 'numeric', month: 'short', ...yearUnlessNow(day) }).replace(',', ''),

    /** `Tue 6 May, 10:30` */
    dayAndTime: (at: string | number, zone = timeZone) =>
      `${times.dayName(dayOf(at, zone))}, ${times.clockTime(at, zone)}`,

    /** `Tuesday, 6 May 2031` */
    longDay: (day: string) => ofDay(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),

    /** `May 2031` */
    monthName: (day: string) => ofDay(day, { month: 'long', year: 'numeric' }),

    /** `Tue`, of a weekday from 1 (Monday) to 7 */
    weekdayName: (weekday: number) => ofDay(addDays('2024-01-01', weekday - 1), { weekday: 'short' }),

    /** The weekday with which a week begins, from 1 (Monday) to 7 (Sunday). */
    firstWeekday: firstWeekdayIn(locale),

    /** The first day of a day's week. */
    firstDayOfWeek: (day: string) => addDays(day, -((weekdayOf(day) - times.firstWeekday + 7) % 7)),

    /** The distance from now: `in 2 min`, `3 hr ago`, `now` */
    fromNow(at: string | number) {
      const seconds = Math.round((moment(at).getTime() - now()) / 1000);
      const size = Math.abs(seconds);
      const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
      if (size < NOW_SECONDS) return format.format(0, 'second');
      const [unit, , length] = UNITS.find(([, until]) => size < until) ?? UNITS[3];
      return format.format(Math.round(seconds / length), unit);
    },
  };
  return times;
}

export type Times = ReturnType<typeof timesIn>;
