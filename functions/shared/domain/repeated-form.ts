import { isDeepStrictEqual } from 'node:util';
import { type BookingHistory, entryKey, type HistoryEntry } from './booking-history.ts';
import { parseJson } from './json.ts';

/** Whether two entries are forms that say the same, in whatever order they name it. */
const isSameForm = (one: HistoryEntry, other: HistoryEntry): boolean =>
  one.kind === 'completion' &&
  other.kind === 'completion' &&
  (one.fields === other.fields || isDeepStrictEqual(parseJson(one.fields), parseJson(other.fields)));

/** Whether everything newer than an entry is the same form again, as when a customer taps twice. */
export function isOnlyRepeated(history: BookingHistory, id: string): boolean {
  const entry = Object.hasOwn(history, id) ? history[id] : undefined;
  if (!entry) return false;
  const key = entryKey(id, entry);
  return Object.entries(history).every(([other, later]) => entryKey(other, later) <= key || isSameForm(entry, later));
}
