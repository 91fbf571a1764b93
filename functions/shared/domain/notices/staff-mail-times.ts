import type { ReviewedBooking } from '../booking/attention.ts';
import { epochMs, type Instant } from '../time/instant.ts';

const parts = (at: Instant, timeZone: string, options: Intl.DateTimeFormatOptions): Record<string, string> => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  return Object.fromEntries(format.formatToParts(epochMs(at)).map(({ type, value }) => [type, value]));
};

function clock(at: Instant, timeZone: string): string {
  const { hour, minute } = parts(at, timeZone, { hour: '2-digit', minute: '2-digit' });
  return `${hour}:${minute}`;
}

function day(at: Instant, timeZone: string, width: 'short' | 'long'): string {
  const written = parts(at, timeZone, { weekday: width, day: 'numeric', month: width, year: 'numeric' });
  return `${written['weekday']} ${written['day']} ${written['month']} ${written['year']}`;
}

/** "Tue 6 May 2031 10:00", in ASCII whatever the release of Node. */
export const momentInWords = (at: Instant, timeZone: string): string =>
  `${day(at, timeZone, 'short')} ${clock(at, timeZone)}`;

/** When a booking starts, for the subject of an e-mail. */
export const shortTime = ({ startsAt, timeZone }: ReviewedBooking): string =>
  startsAt ? momentInWords(startsAt, timeZone) : 'time not known';

/** "Tuesday 6 May 2031, 10:00 to 10:30 (Europe/Madrid)". */
export function longTime({ startsAt, endsAt, timeZone }: ReviewedBooking): string | undefined {
  if (!startsAt) return undefined;
  const begin = clock(startsAt, timeZone);
  const span = endsAt ? `${begin} to ${clock(endsAt, timeZone)}` : begin;
  return `${day(startsAt, timeZone, 'long')}, ${span} (${timeZone})`;
}
