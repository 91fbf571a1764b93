import { type Instant, instantAt } from '../time/instant.ts';
import {
  type Appointment,
  appointmentAt,
  appointmentOn,
  daysAround,
  limitsFor,
  reasonsAgainst,
} from './appointment.ts';
import { availableFor, candidatesFor, keysOf, timelinesOf, type Wish } from './availability.ts';
import { type Caller, othersOf } from './caller.ts';
import type { Day, DayKey, LocalDate, WallTime } from './day.ts';
import { daysTouched, instantOn, type LocalDay, wallTime } from './local-days.ts';
import { choosable } from './needs.ts';
import { isKept, ownPlaces, servedBy } from './own-place.ts';
import type { ResourceId } from './service.ts';
import { type EpochMs, MINUTE_MS } from './time-set.ts';

/** A start and an end at which a service can be had, with the resources that a customer may choose between. */
export type Slot = {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly date: LocalDate;
  readonly time: WallTime;
  readonly resources: readonly ResourceId[];
};

export type SlotQuery = Wish &
  Partial<Caller> & {
    /** The days that `daysToRead` names. One that is missing is empty. */
    readonly days: readonly Day[];
    readonly now: EpochMs;
    /** The first and the last local date, both included. */
    readonly from: LocalDate;
    readonly to: LocalDate;
  };

const MINUTES_OF_DAY = 1_440;

const isBetween = (first: LocalDate, last: LocalDate) => (day: LocalDay) => first <= day.date && day.date <= last;

/** The days that decide what can be had on the dates from `from` to `to`. */
export function daysToRead(query: Wish & Pick<SlotQuery, 'from' | 'to'>): DayKey[] {
  const { zone, service, from, to } = query;
  const around = daysAround(zone, service, from, to);
  const pieces = around.filter(isBetween(from, to)).flatMap((day) => day.pieces);
  if (pieces.length === 0) return [];
  const { minutes, bufferBefore = 0, bufferAfter = 0 } = service;
  const reach = {
    from: Math.min(...pieces.map((piece) => piece.from)) - bufferBefore * MINUTE_MS,
    // The last start is at least a minute before the last date ends.
    to: Math.max(...pieces.map((piece) => piece.to)) + (minutes + bufferAfter - 1) * MINUTE_MS,
  };
  return keysOf(candidatesFor(query), daysTouched(around, reach));
}

const slotAt = ({ startsAt, endsAt, date, minute }: Appointment, resources: readonly ResourceId[]): Slot => ({
  startsAt: instantAt(startsAt),
  endsAt: instantAt(endsAt),
  date,
  time: wallTime(minute),
  resources,
});

/** Every start that the step allows on a day. */
function* appointmentsOn(day: LocalDay, { service, rules }: Wish): Generator<Appointment> {
  for (let minute = 0; minute < MINUTES_OF_DAY; minute += rules.slotEveryMinutes) {
    const startsAt = instantOn(day, minute);
    if (startsAt !== undefined) yield appointmentAt(service, startsAt, { date: day.date, minute, isFirstPass: true });
  }
}

/** What the caller's own holds keep for them, even where nothing is offered any more. */
function heldSlots(
  query: SlotQuery,
  caller: Caller,
  around: readonly LocalDay[],
  offered: readonly LocalDay[],
): Slot[] {
  const { days, now, service } = query;
  return ownPlaces(days, caller, now).flatMap((place) => {
    const appointment = appointmentOn(offered, service, place.claim.from + (service.bufferBefore ?? 0) * MINUTE_MS);
    if (!appointment || place.claim.kind !== 'hold') return [];
    const served = servedBy(place, query, appointment);
    const touched = daysTouched(around, appointment);
    if (!served || !isKept(served, query, appointment, { days, touched, caller, now })) return [];
    return [
      slotAt(
        appointment,
        served.slice(0, 1).map(({ id }) => id),
      ),
    ];
  });
}

/** Both lists in one, in order of time. */
function merged(slots: readonly Slot[], held: readonly Slot[]): Slot[] {
  const byStart = new Map(slots.map((slot) => [slot.startsAt, slot]));
  for (const slot of held) {
    const known = byStart.get(slot.startsAt)?.resources ?? [];
    byStart.set(slot.startsAt, { ...slot, resources: [...new Set([...known, ...slot.resources])] });
  }
  return [...byStart.values()].toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
}

/**
 * The slots of a service on the dates from `from` to `to`, in order of time. Each of them can be claimed at `now`, and
 * nothing else can, but by an override: `tryClaim` judges by the same functions.
 */
export function slotsFor(query: SlotQuery): Slot[] {
  const { zone, service, days, now, from, to } = query;
  const caller: Caller = { ...query, by: query.by ?? 'customer' };
  const around = daysAround(zone, service, from, to);
  const offered = around.filter(isBetween(from, to));
  const limits = limitsFor(caller, query, now);
  const needs = timelinesOf(query, candidatesFor(query), around, days, othersOf(caller, now));
  const slots: Slot[] = [];
  for (const day of offered) {
    for (const appointment of appointmentsOn(day, query)) {
      if (reasonsAgainst(appointment, limits).length > 0) continue;
      const choices = choosable(availableFor(needs, appointment));
      if (choices.length > 0)
        slots.push(
          slotAt(
            appointment,
            choices.map(({ resource }) => resource.id),
          ),
        );
    }
  }
  const held = heldSlots(query, caller, around, offered);
  return held.length > 0 ? merged(slots, held) : slots;
}
