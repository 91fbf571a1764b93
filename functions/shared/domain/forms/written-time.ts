import { Temporal } from 'temporal-polyfill';
import { languageTag } from '../text/local-words.ts';
import { bareLetters, plainText, withoutIndex } from '../text/plain-text.ts';
import { type FormLocale, readMoment } from './written-date.ts';

/** A time of day. `endsDay` marks `24:00`, the midnight at the end of the day. */
export type WrittenTime = { clock: Temporal.PlainTime; endsDay: boolean };

type Half = 'am' | 'pm';

type Halves = ReadonlyMap<string, Half>;

const HALVES: Halves = new Map([
  ['am', 'am'],
  ['a', 'am'],
  ['pm', 'pm'],
  ['p', 'pm'],
]);

/** The words for AM and PM, also of these languages, from `Intl`: "오후". */
function halvesIn(languages: readonly string[]): Halves {
  const ofLanguages = languages.flatMap((language): [string, Half][] => {
    const format = new Intl.DateTimeFormat(languageTag(language), { hour: 'numeric', hour12: true, timeZone: 'UTC' });
    const wordAt = (hour: number) => {
      const parts = format.formatToParts(hour * 3_600_000);
      return bareLetters(parts.map(({ type, value }) => (type === 'dayPeriod' ? value : '')).join(''));
    };
    const [morning, evening] = [wordAt(9), wordAt(21)];
    // Without their marks both words of Sinhala are the same.
    if (morning === evening) return [];
    return [
      [morning, 'am'],
      [evening, 'pm'],
    ];
  });
  return new Map([...ofLanguages, ...HALVES]);
}

/** Words before and after a time that do not change it. */
const LEADS = new Set(['at', 'from', 'alas', 'ala', 'de', 'desde', 'delas', 'um', 'von', 'as', 'alle', 'dalle']);
const UNITS = new Set(['h', 'hs', 'hr', 'hrs', 'hora', 'horas', 'uhr', 'min', 'oclock']);

type OneTime = WrittenTime & { half: Half | undefined };

const CLOCK = /^([^\d]*?) ?(\d{1,2})(?: ?[:.h] ?(\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?)?( ?[^\d]*)$/i;

function clockOf(hours: number, minutes: number, half: Half | undefined): WrittenTime | undefined {
  if (half && (hours < 1 || hours > 12)) return undefined;
  if (hours === 24 && minutes === 0) return { clock: new Temporal.PlainTime(), endsDay: true };
  const hour = half ? (hours % 12) + (half === 'pm' ? 12 : 0) : hours;
  if (hour > 23 || minutes > 59) return undefined;
  return { clock: new Temporal.PlainTime(hour, minutes), endsDay: false };
}

function readOne(text: string, halves: Halves): OneTime | undefined {
  const match = CLOCK.exec(text);
  if (!match) return undefined;
  const [, lead = '', hours, minutes, tail = ''] = match;
  const [before, after] = [bareLetters(lead), bareLetters(tail)];
  const [half, ...more] = [before, after].flatMap((word) => halves.get(word) ?? []);
  const isUnderstood = (word: string, known: ReadonlySet<string>) => !word || halves.has(word) || known.has(word);
  if (!isUnderstood(before, LEADS) || !isUnderstood(after, UNITS) || more.length > 0) return undefined;
  // A number without minutes, AM or PM, or a unit is no time of day.
  if (minutes === undefined && !half && !UNITS.has(after)) return undefined;
  const time = clockOf(Number(hours), Number(minutes ?? 0), half);
  return time && { ...time, half };
}

const RANGE = /(.*\S)(?: ?[-~] ?| (?:to|till|until|a las?|a|al|hasta|bis|às|até|alle|à) )(.+)/i;

/** The beginning of `10:30 - 11:00`; `undefined` for `3:30 - 4:30 pm`, which may begin before noon. */
function readRange(text: string, halves: Halves): OneTime | undefined {
  const range = RANGE.exec(text);
  if (!range) return undefined;
  const [from, to] = range.slice(1).map((end) => readOne(end, halves));
  return from && to && (from.half || !to.half) ? from : undefined;
}

/** The time of a full date and time, if it falls on the chosen day. */
function readFull(
  text: string,
  { timeZone }: FormLocale,
  day: Temporal.PlainDate | undefined,
): WrittenTime | undefined {
  const moment = readMoment(text, timeZone);
  if (!moment || !day?.equals(moment.toPlainDate())) return undefined;
  return { clock: moment.toPlainTime().round({ smallestUnit: 'minute', roundingMode: 'trunc' }), endsDay: false };
}

/**
 * Reads a time of day on a chosen day: `10:30`, `9.15`, `10h30`, `3:30 p. m.`, or the beginning of a range. Returns
 * `undefined` if it could also mean another hour.
 */
export function readWrittenTime(
  value: string,
  reading: FormLocale,
  day: Temporal.PlainDate | undefined,
): WrittenTime | undefined {
  const text = withoutIndex(plainText(value));
  const read = (halves: Halves) => readOne(text, halves) ?? readRange(text, halves);
  // `Intl` takes longer than all the rest, and most times do not need it.
  return read(HALVES) ?? readFull(text, reading, day) ?? read(halvesIn(reading.languages));
}
