import { type BookingChanges, type BookingHistory, type HistoryEntry, inOrder } from './booking-history.ts';

/** More entries than this and the oldest go; with the limits on what an entry holds this keeps an item below 400 KB. */
export const HISTORY_LIMIT = 20;

const asks = ({ kind }: HistoryEntry): boolean => kind === 'completion' || kind === 'booking';
const books = (entry: HistoryEntry): boolean =>
  asks(entry) && (entry.kind !== 'completion' || !entry.place || entry.place.outcome === 'placed');

type Fits = (entry: HistoryEntry) => boolean;

const isOf =
  (kind: HistoryEntry['kind']): Fits =>
  (entry) =>
    entry.kind === kind;

/** A change that sets this, whatever else it sets. */
const sets =
  (name: keyof BookingChanges): Fits =>
  (entry) =>
    entry.kind === 'change' && entry.changes[name] !== undefined;

/**
 * What a booking rests on, of each the newest: the entry that booked, the form, whose place may be undecided, and what
 * the business decided since. Without one of them the booking would be again as it was before.
 */
const KEPT: readonly Fits[] = [
  books,
  asks,
  ...(['approval', 'cancellation', 'placement'] as const).map(isOf),
  ...(['startsAt', 'service', 'customerName', 'notes'] as const).map(sets),
];

/**
 * The ids that must go to keep the history within its limit: the oldest, but never what the booking rests on. The choice
 * depends on the set of entries only, not on the order they arrived in.
 */
export function entriesOverLimit(history: BookingHistory, limit = HISTORY_LIMIT): string[] {
  const entries = inOrder(history);
  const kept = KEPT.map((fits) => entries.findLast(({ entry }) => fits(entry))?.id);
  const others = entries.filter(({ id }) => !kept.includes(id));
  return others.slice(0, Math.max(0, entries.length - limit)).map(({ id }) => id);
}
