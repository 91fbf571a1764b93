import { type BookingHistory, type HistoryEntry, inOrder } from './booking-history.ts';

/** More entries than this and the oldest go; with the limits on what an entry holds this keeps an item below 400 KB. */
export const HISTORY_LIMIT = 20;

const asks = ({ kind }: HistoryEntry): boolean => kind === 'completion' || kind === 'booking';
const books = (entry: HistoryEntry): boolean =>
  asks(entry) && (entry.kind !== 'completion' || !entry.place || entry.place.outcome === 'placed');

const approves = ({ kind }: HistoryEntry): boolean => kind === 'approval';

/**
 * The ids that must go to keep the history within its limit: the oldest, but never the newest that booked, on which
 * later changes rest, nor the newest approval, nor the newest form, whose place may be undecided. The choice depends on the set of entries only,
 * not on the order they arrived in.
 */
export function entriesOverLimit(history: BookingHistory, limit = HISTORY_LIMIT): string[] {
  const entries = inOrder(history);
  const kept = [books, approves, asks].map((fits) => entries.findLast(({ entry }) => fits(entry))?.id);
  const others = entries.filter(({ id }) => !kept.includes(id));
  return others.slice(0, Math.max(0, entries.length - limit)).map(({ id }) => id);
}
