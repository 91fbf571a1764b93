import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type Weekday } from '../business-terms.ts';
import { DAY_MS } from '../time/instant.ts';
import { LocalDate, WallTime } from './day.ts';
import { type EpochMs, type Interval, MINUTE_MS, meets } from './time-set.ts';

/** Real time during which the clock shows one date and runs evenly: minute m of that date is `midnight` + m minutes. */
type Piece = Interval & { readonly midnight: EpochMs };

/**
 * A date on the business's clock. It has one piece on most days, two where clocks change, none where the date is
 * skipped. Pieces are in order of time. Every instant belongs to exactly one date.
 */
export type LocalDay = {
  readonly date: LocalDate;
  readonly weekday: Weekday;
  readonly pieces: readonly Piece[];
};

/** Local time is UTC plus this while it holds. */
type Offset = Interval & { readonly ms: number };

function offsetsBetween(zone: string, from: EpochMs, to: EpochMs): Offset[] {
  const offsets: Offset[] = [];
  let moment: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  while (moment && moment.epochMilliseconds < to) {
    const next: Temporal.ZonedDateTime | null = moment.getTimeZoneTransition('next');
    const end = Math.min(next?.epochMilliseconds ?? to, to);
    offsets.push({ from: moment.epochMilliseconds, to: end, ms: moment.offsetNanoseconds / 1e6 });
    moment = next;
  }
  return offsets;
}

/** Midnight of the date if its clock were UTC. */
const utcMidnight = (date: LocalDate): number => Date.parse(date);

const dateAt = (utc: number): LocalDate => LocalDate.parse(new Date(utc).toISOString().slice(0, 10));

export const addDays = (date: LocalDate, days: number): LocalDate => dateAt(utcMidnight(date) + days * DAY_MS);

function localDay(utc: number, offsets: readonly Offset[]): LocalDay {
  const pieces = offsets
    .map(({ from, to, ms }) => ({
      from: Math.max(from, utc - ms),
      to: Math.min(to, utc - ms + DAY_MS),
      midnight: utc - ms,
    }))
    .filter(({ from, to }) => from < to);
  // 1970-01-01 was a Thursday.
  const weekday = WEEKDAYS[(((utc / DAY_MS + 3) % 7) + 7) % 7] ?? 'monday';
  return { date: dateAt(utc), weekday, pieces };
}

/** The dates from `first` to `last`, both included. */
export function localDays(zone: string, first: LocalDate, last: LocalDate): LocalDay[] {
  const [begin, end] = [utcMidnight(first), utcMidnight(last)];
  // No zone is ever a whole day away from UTC.
  const offsets = offsetsBetween(zone, begin - DAY_MS, end + 2 * DAY_MS);
  const days: LocalDay[] = [];
  for (let utc = begin; utc <= end; utc += DAY_MS) days.push(localDay(utc, offsets));
  return days;
}

/** When the clock first shows a minute of the day; `undefined` if a change of the clocks skips it. */
export function instantOn({ pieces }: LocalDay, minute: number): EpochMs | undefined {
  for (const { from, to, midnight } of pieces) {
    const at = midnight + minute * MINUTE_MS;
    if (from <= at && at < to) return at;
  }
  return undefined;
}

/** What the clock shows at an instant, in minutes since midnight; `undefined` on another day. */
export function minuteAt({ pieces }: LocalDay, at: EpochMs): number | undefined {
  const piece = pieces.find(({ from, to }) => from <= at && at < to);
  return piece && (at - piece.midnight) / MINUTE_MS;
}

/** The days that have a part of `from` to `to`. */
export const daysTouched = (days: readonly LocalDay[], { from, to }: Interval): LocalDay[] =>
  days.filter(({ pieces }) => pieces.some((piece) => meets([piece], from, to)));

/** The date that the clock shows. */
export const dateShown = (zone: string, at: EpochMs): LocalDate =>
  LocalDate.parse(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString());

/** The minutes since midnight of `09:30`, or of `24:00`. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** 570 is `09:30`. */
export const wallTime = (minute: number): WallTime =>
  WallTime.parse(`${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`);
