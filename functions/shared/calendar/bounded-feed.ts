import type { AgendaEntry } from '../store/booking/agenda.ts';
import { calendarFeed } from './calendar-feed.ts';

/** Lambda limits a response to 6 MB of JSON, in which line ends are escaped to twice their size. */
const LIMIT_BYTES = 5.5 * 1024 * 1024;

/** Share of the entries that fit by average size to try next. */
const MARGIN = 0.95;

/**
 * The bookings as a calendar feed that fits into a Lambda response. If there are too many, it leaves out the oldest and
 * states their number. `entries` are in the order of their start.
 */
export function boundedFeed(
  entries: AgendaEntry[],
  options: Parameters<typeof calendarFeed>[1],
): { feed: string; leftOut: number } {
  let leftOut = 0;
  for (;;) {
    const feed = calendarFeed(entries.slice(leftOut), { ...options, leftOut });
    const bytes = Buffer.byteLength(JSON.stringify(feed));
    const shown = entries.length - leftOut;
    if (bytes <= LIMIT_BYTES || shown === 0) return { feed, leftOut };
    leftOut = entries.length - Math.floor((shown * LIMIT_BYTES * MARGIN) / bytes);
  }
}
