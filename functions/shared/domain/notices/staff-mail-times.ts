import type { ReviewedBooking } from '../booking/attention.ts';
import { epochMs, type Instant } from '../time/instant.ts';
import type { StaffMailWords } from './staff-mail-words.ts';

type Named = Pick<StaffMailWords, 'locale'>;

function namesOf(at: Instant, timeZone: string, { locale }: Named, width: 'short' | 'long') {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: width,
    day: 'numeric',
    month: width,
    year: 'numeric',
  });
  const parts = new Map(format.formatToParts(epochMs(at)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return { weekday: part('weekday'), day: part('day'), month: part('month'), year: part('year') };
}

/** A time of day as staff of every language here write it: `09:30`. */
const clock = (at: Instant, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(epochMs(at));

/** "Tue 6 May 2031 10:00" */
export function momentInWords(at: Instant, timeZone: string, words: Named): string {
  const { weekday, day, month, year } = namesOf(at, timeZone, words, 'short');
  return `${weekday} ${day} ${month} ${year} ${clock(at, timeZone)}`;
}

/** When a booking starts, for the subject of an e-mail. */
export const shortTime = ({ startsAt, timeZone }: ReviewedBooking, words: StaffMailWords): string =>
  startsAt ? momentInWords(startsAt, timeZone, words) : words.timeNotKnown;

/** "Tuesday 6 May 2031, 10:00 to 10:30 (Europe/Madrid)". */
export function longTime({ startsAt, endsAt, timeZone }: ReviewedBooking, words: StaffMailWords): string | undefined {
  if (!startsAt) return undefined;
  const begin = clock(startsAt, timeZone);
  const span = endsAt ? words.span(begin, clock(endsAt, timeZone)) : begin;
  return `${words.longDay(namesOf(startsAt, timeZone, words, 'long'))}, ${span} (${timeZone})`;
}
