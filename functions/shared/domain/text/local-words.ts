import { DAY_MS, epochMs, type Instant } from '../time/instant.ts';

/** A BCP 47 language tag and an IANA time zone. */
export type Locale = { language: string; timeZone: string };

/** A date without a year means the next such day, so it must lie well within a year. */
const YEAR_GOES_WITHOUT_SAYING_MS = 300 * DAY_MS;

const saysYear = (at: Instant, now: Instant): boolean =>
  epochMs(at) < epochMs(now) || epochMs(at) > epochMs(now) + YEAR_GOES_WITHOUT_SAYING_MS;

/** The contract writes languages as WhatsApp does: "pt_BR". */
export const languageTag = (language: string): string => language.replace('_', '-');

/** A language without its region: "pt" for "pt_BR". */
export const baseLanguage = (language: string): string => language.replace(/[_-].*/, '');

type Options = Intl.DateTimeFormatOptions;

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make a format takes far longer than to use it. There are as many as a contract has languages, for each use. */
function formatOf({ language, timeZone }: Locale, options: Options): Intl.DateTimeFormat {
  const key = JSON.stringify([language, timeZone, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { ...options, timeZone });
  formats.set(key, format);
  return format;
}

/**
 * A day in the format of the language, "Tuesday, May 6". It has a year if it is past or far ahead. The calendar is
 * Gregorian in every language, also where another is common (fa, ps, th), because the form's date picker shows only
 * that one. Digits are those of the language.
 */
export function dateInWords(at: Instant, locale: Locale, now: Instant): string {
  const format = formatOf(locale, {
    calendar: 'gregory',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(saysYear(at, now) && { year: 'numeric' }),
  });
  return format.format(epochMs(at));
}

/** A time of day in the format of the language: "10:30 AM", "10:30". */
export function timeInWords(at: Instant, locale: Locale): string {
  const format = formatOf(locale, { hour: 'numeric', minute: '2-digit' });
  // Some releases of Node put a narrow blank before AM and PM.
  return format.format(epochMs(at)).replaceAll('\u202f', ' ');
}

/** A day and a time where there is little room: "Tue, May 6, 10:30 AM". */
export function shortTimeInWords(at: Instant, locale: Locale): string {
  const format = formatOf(locale, {
    calendar: 'gregory',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  return format.format(epochMs(at)).replaceAll('\u202f', ' ');
}
