import { DAY_MS, epochMs, type Instant } from '../time/instant.ts';

/** A BCP 47 language tag and an IANA time zone. */
export type Locale = { language: string; timeZone: string };

/** A date without a year means the next such day, so it must lie well within a year. */
const YEAR_GOES_WITHOUT_SAYING_MS = 300 * DAY_MS;

const saysYear = (at: Instant, now: Instant): boolean =>
  epochMs(at) < epochMs(now) || epochMs(at) > epochMs(now) + YEAR_GOES_WITHOUT_SAYING_MS;

/** The contract writes languages as WhatsApp does: "pt_BR". */
export const languageTag = (language: string): string => language.replace('_', '-');

/**
 * A day in the format of the language, "Tuesday, May 6". It has a year if it is past or far ahead. The calendar is
 * Gregorian in every language, also where another is common (fa, ps, th), because the form's date picker shows only
 * that one. Digits are those of the language.
 */
export function dateInWords(at: Instant, { language, timeZone }: Locale, now: Instant): string {
  const format = new Intl.DateTimeFormat(language, {
    calendar: 'gregory',
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(saysYear(at, now) && { year: 'numeric' }),
  });
  return format.format(epochMs(at));
}

/** A time of day in the format of the language: "10:30 AM", "10:30". */
export function timeInWords(at: Instant, { language, timeZone }: Locale): string {
  const format = new Intl.DateTimeFormat(language, { timeZone, hour: 'numeric', minute: '2-digit' });
  // Some releases of Node put a narrow blank before AM and PM.
  return format.format(epochMs(at)).replaceAll('\u202f', ' ');
}

/** A day and a time where there is little room: "Tue, May 6, 10:30 AM". */
export function shortTimeInWords(at: Instant, { language, timeZone }: Locale): string {
  const format = new Intl.DateTimeFormat(language, {
    calendar: 'gregory',
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  return format.format(epochMs(at)).replaceAll('\u202f', ' ');
}
