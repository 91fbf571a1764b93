import type { AgendaEntry } from '../store/booking/agenda.ts';
import { calendarFeed } from './calendar-feed.ts';

/** A function's answer has 6 MB at most, as JSON in which ends of lines take twice their place. */
const LIMIT_BYTES = 5.5 * 1024 * 1024;

/** How much of what would fit by its average size is tried next. */
const MARGIN = 0.95;

/**
 * The bookings as a calendar feed that fits into an answer: where there are too many, the oldest are left out, and the
 * feed says how many. `entries` are in the order of their start.
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
