import { type Actor, CUSTOMER, SYSTEM } from '../people/actor.ts';
import type { HistoryEntry } from './booking-history.ts';

/** Who made an entry. Only customers send forms, and only `claims rebuild` gives a booking the place that it lacked. */
export function authorOf(entry: HistoryEntry): Actor {
  if (entry.kind === 'completion') return CUSTOMER;
  return entry.kind === 'placement' ? SYSTEM : entry.actor;
}
