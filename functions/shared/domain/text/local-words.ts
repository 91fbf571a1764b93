import { DAY_MS, epochMs, type Instant } from '../time/instant.ts';

/** Whose words and whose clock: a BCP 47 language tag, and an IANA time zone. */
export type Locale = { language: string; timeZone: string };

/** A day without its year means the next one of that name, as long as that is well within a year. */
const YEAR_GOES_WITHOUT_SAYING_MS = 300 * DAY_MS;

const saysYear = (at: Instant, now: Instant): boolean =>
  epochMs(at) < epochMs(now) || epochMs(at) > epochMs(now) + YEAR_GOES_WITHOUT_SAYING_MS;

/** The contract writes languages as WhatsApp does: "pt_BR". */
export const languageTag = (language: string): string => language.replace('_', '-');

/**
 * A day as people of the language write it, "Tuesday, May 6", with its year only where that needs saying. Month and year
 * are of the Gregorian calendar in every language, also where daily life goes by another (fa, ps, th): the form's date
 * picker shows no other, so the customer reads what they chose. Digits are the language's own.
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

/** A time of day as people of the language write it: "10:30 AM", "10:30". */
export function timeInWords(at: Instant, { language, timeZone }: Locale): string {
  const format = new Intl.DateTimeFormat(language, { timeZone, hour: 'numeric', minute: '2-digit' });
  // Some releases of Node put a narrow blank before AM and PM, others a common one.
  return format.format(epochMs(at)).replaceAll('\u202f', ' ');
}
