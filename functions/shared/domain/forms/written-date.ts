import { Temporal } from 'temporal-polyfill';
import { languageTag } from '../text/local-words.ts';
import { bareLetters, plainText, withoutIndex } from '../text/plain-text.ts';
import { readDate } from '../time/local-time.ts';

/** How to read a form: the IANA time zone of the business, and the contract's languages. */
export type FormLocale = { timeZone: string; languages: readonly string[] };

/** The value, or `undefined` if Temporal throws. */
function possible<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** The day that a year of four digits, a month and a day name, if there is such a day. */
const dayOf = (...numbers: (string | number | undefined)[]) =>
  readDate(numbers.map((number) => String(number).padStart(2, '0')).join('-'));

const isMidnight = (time: Temporal.PlainDateTime) => time.toPlainTime().equals('00:00');

/**
 * An instant as local time of the business. Midnight may stand for a date only. If it falls on another day in the
 * business's zone, the meaning is unclear and the result `undefined`.
 */
function momentAt(instant: Temporal.Instant, written: Temporal.PlainDateTime, timeZone: string) {
  const local = instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
  const isUnclear = isMidnight(written) && !local.toPlainDate().equals(written.toPlainDate());
  return isUnclear ? undefined : local;
}

const ISO = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * The local time of the business for an ISO 8601 text, or for a count of seconds or milliseconds since 1970 UTC. Meta's
 * DatePicker gave milliseconds before Flow JSON 5.0, and some phones still do.
 */
export function readMoment(value: string, timeZone: string): Temporal.PlainDateTime | undefined {
  const count = /^(?:\d{10}|\d{12,13})$/.exec(value)?.[0];
  if (count) {
    const instant = Temporal.Instant.fromEpochMilliseconds(Number(count) * (count.length === 10 ? 1_000 : 1));
    return momentAt(instant, instant.toZonedDateTimeISO('UTC').toPlainDateTime(), timeZone);
  }
  const iso = ISO.exec(value);
  if (!iso) return undefined;
  const [, wall = '', offset] = iso;
  const written = possible(() => Temporal.PlainDateTime.from(wall));
  if (!written || offset === undefined) return written;
  const instant = possible(() => Temporal.Instant.from(value));
  return instant && momentAt(instant, written, timeZone);
}

type Order = 'day-first' | 'month-first';

/** The order of day and month in a language. English without a region has both orders, so none is certain. */
function orderIn(language: string): Order | undefined {
  if (language === 'en') return undefined;
  const parts = new Intl.DateTimeFormat(languageTag(language)).formatToParts(0).map(({ type }) => type);
  return parts.indexOf('day') < parts.indexOf('month') ? 'day-first' : 'month-first';
}

/** The order that all languages share, if there is one. */
function orderOf(languages: readonly string[]): Order | undefined {
  const orders = new Set(languages.map(orderIn));
  return orders.size === 1 ? [...orders][0] : undefined;
}

const YEAR_FIRST = /^(\d{4}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{1,2})\.?$/;
const YEAR_FIRST_WITHOUT_SEPARATORS = /^(\d{4})()(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4})\.?$/;

/** `6/5/2031`, `2031.05.06`, `20310506`. If day and month could be swapped, all languages must agree on the order. */
function dateInNumbers(text: string, languages: readonly string[]): Temporal.PlainDate | undefined {
  const yearFirst = YEAR_FIRST.exec(text) ?? YEAR_FIRST_WITHOUT_SEPARATORS.exec(text);
  if (yearFirst) return dayOf(yearFirst[1], yearFirst[3], yearFirst[4]);
  const [, first, , second, year] = YEAR_LAST.exec(text) ?? [];
  const dayFirst = dayOf(year, second, first);
  const monthFirst = dayOf(year, first, second);
  if (!dayFirst || !monthFirst || dayFirst.equals(monthFirst)) return dayFirst ?? monthFirst;
  const order = orderOf(languages);
  return order && (order === 'day-first' ? dayFirst : monthFirst);
}

type Words = { months: Map<string, number>; weekdays: Map<string, number>; others: Set<string> };

/** Enters a word. A word with two meanings gets the value NaN. */
const enter = (words: Map<string, number>, word: string, value: number) =>
  words.set(word, (words.get(word) ?? value) === value ? value : Number.NaN);

const STYLES = ['long', 'short'] as const;

/** Enters the words of one date of a language. */
function enterWords(words: Words, format: Intl.DateTimeFormat, day: Temporal.PlainDate): void {
  for (const { type, value } of format.formatToParts(Date.parse(`${day}T12:00Z`))) {
    if (type === 'month') enter(words.months, bareLetters(value), day.month);
    else if (type === 'weekday') enter(words.weekdays, bareLetters(value), day.dayOfWeek);
    else for (const one of value.split(/[\s,.]/)) words.others.add(bareLetters(one));
  }
}

/** Days that cover all months and weekdays: the first days of the months are of every weekday, in each year. */
const someDays = () => Array.from({ length: 12 }, (_, month) => new Temporal.PlainDate(2031, month + 1, 1));

/** The words of dates in the languages, from `Intl`. */
function wordsOf(languages: readonly string[]): Words {
  const words: Words = { months: new Map(), weekdays: new Map(), others: new Set(['of', 'the']) };
  for (const tag of languages.map(languageTag)) {
    for (const style of STYLES) {
      const whole = { weekday: style, day: 'numeric', month: style, year: 'numeric', timeZone: 'UTC' } as const;
      const format = new Intl.DateTimeFormat(tag, whole);
      for (const day of someDays()) enterWords(words, format, day);
    }
  }
  return words;
}

/** `6 May 2031`, `martes, 6 de mayo de 2031`: a day, a month's name and a year, and no unknown word. */
function dateInWords(text: string, languages: readonly string[]): Temporal.PlainDate | undefined {
  const tokens = text.split(/[\s,./-]/);
  const rest = tokens.filter((token) => !/\d/.test(token)).map(bareLetters);
  // What has a digit is the year and the day.
  if (tokens.length !== rest.length + 2) return undefined;
  const year = tokens.find((token) => /^\d{4}$/.test(token));
  const [day] = tokens.flatMap((token) => /^(\d{1,2})(?:st|nd|rd|th|er|o)?$/i.exec(token)?.[1] ?? []);
  const { months, weekdays, others } = wordsOf(languages);
  const named = rest.filter((word) => months.has(word));
  // In Spanish "mar" means Tuesday and March.
  const onlyMonths = named.filter((word) => !weekdays.has(word));
  const [month, ...more] = onlyMonths.length > 0 ? onlyMonths : named;
  if (month === undefined || more.length > 0) return undefined;
  const date = dayOf(year, months.get(month), day);
  const left = rest.filter((word) => word !== month && !others.has(word));
  return left.every((word) => weekdays.get(word) === date?.dayOfWeek) ? date : undefined;
}

/**
 * Reads a date as forms, phones and people write it. Returns `undefined` if it could also mean another day.
 */
export function readWrittenDate(value: string, { timeZone, languages }: FormLocale): Temporal.PlainDate | undefined {
  const text = withoutIndex(plainText(value));
  const moment = readMoment(text, timeZone)?.toPlainDate();
  return readDate(moment?.toString() ?? text) ?? dateInNumbers(text, languages) ?? dateInWords(text, languages);
}
