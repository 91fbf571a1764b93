import type { ReviewedBooking } from '../../functions/shared/domain/booking/attention.ts';
import type { ListedBooking } from '../../functions/shared/http/answers/lists.ts';
import { addDays, dayOf, minuteOfDay } from './times.ts';

/** A booking as the agenda shows it. */
export type AgendaEntry = ListedBooking & { booking: ReviewedBooking };

/** A booking's position in its day: minutes since midnight, and its lane among simultaneous ones. */
export type Placed = { entry: AgendaEntry; from: number; to: number; lane: number; lanes: number };

export type AgendaDay = { day: string; bookings: Placed[] };

const DAY_MINUTES = 24 * 60;
/** A shorter box would be unreadable. */
const LEAST_SHOWN_MINUTES = 30;

/** Seven days from a Monday, each with its bookings by their start. */
export function weekOf(monday: string, entries: readonly AgendaEntry[], timeZone: string): AgendaDay[] {
  return Array.from({ length: 7 }, (_, index) => {
    const day = addDays(monday, index);
    const ofDay = entries.filter(({ booking }) => booking.startsAt && dayOf(booking.startsAt, timeZone) === day);
    return { day, bookings: inLanes(ofDay.map((entry) => placed(entry, timeZone))) };
  });
}

function placed(entry: AgendaEntry, timeZone: string): Placed {
  const { startsAt = '', endsAt = startsAt } = entry.booking;
  const from = minuteOfDay(startsAt, timeZone);
  const minutes = Math.max(LEAST_SHOWN_MINUTES, (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  return { entry, from, to: Math.min(DAY_MINUTES, from + minutes), lane: 0, lanes: 1 };
}

/** Places overlapping bookings side by side: each takes the first free lane. */
function inLanes(bookings: Placed[]): Placed[] {
  const sorted = bookings.toSorted((a, b) => a.from - b.from || a.to - b.to);
  let group: Placed[] = [];
  let groupEnd = 0;
  for (const booking of sorted) {
    if (booking.from >= groupEnd) group = [];
    const taken = group.filter(({ to }) => to > booking.from).map(({ lane }) => lane);
    booking.lane = firstFree(taken);
    group.push(booking);
    groupEnd = Math.max(...group.map(({ to }) => to));
    const lanes = Math.max(...group.map(({ lane }) => lane)) + 1;
    for (const member of group) member.lanes = lanes;
  }
  return sorted;
}

function firstFree(taken: readonly number[]): number {
  let lane = 0;
  while (taken.includes(lane)) lane += 1;
  return lane;
}

/** The hours to show: an ordinary day, extended to all bookings. */
export function hoursOf(days: readonly AgendaDay[]): { first: number; last: number } {
  const bookings = days.flatMap((day) => day.bookings);
  const first = Math.min(8, ...bookings.map(({ from }) => Math.floor(from / 60)));
  const last = Math.max(19, ...bookings.map(({ to }) => Math.ceil(to / 60)));
  return { first, last };
}
