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
import { type EpochMs, type Interval, MINUTE_MS } from './time-set.ts';

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
    /** The days that `daysWithin` and `daysBeside` name. One that is missing is empty. */
    readonly days: readonly Day[];
    readonly now: EpochMs;
    /** The first and the last local date, both included. */
    readonly from: LocalDate;
    readonly to: LocalDate;
  };

const MINUTES_OF_DAY = 1_440;

const isBetween = (first: LocalDate, last: LocalDate) => (day: LocalDay) => first <= day.date && day.date <= last;

type Dates = Wish & Pick<SlotQuery, 'from' | 'to' | 'invitationId'>;

/** The days of the dates from `from` to `to`. With what they say of their hours, `daysBeside` tells which others decide as well. */
export const daysWithin = (query: Dates): DayKey[] =>
  keysOf(
    candidatesFor(query),
    daysAround(query.zone, query.service, query.from, query.to).filter(isBetween(query.from, query.to)),
  );

const earliestOf = (spans: readonly Interval[]): EpochMs => Math.min(...spans.map(({ from }) => from));
const latestOf = (spans: readonly Interval[]): EpochMs => Math.max(...spans.map(({ to }) => to));

/**
 * The days before and after those dates that an appointment, or a buffer of it, may reach: none where all close long before
 * midnight, unless the caller has a claim already, which hours do not bind. `days` are those of `daysWithin`.
 */
export function daysBeside(query: Dates, days: readonly Day[]): DayKey[] {
  const { zone, service, from, to, invitationId } = query;
  const around = daysAround(zone, service, from, to);
  const within = around.filter((day) => isBetween(from, to)(day) && day.pieces.length > 0);
  if (within.length === 0) return [];
  const { minutes, bufferBefore = 0, bufferAfter = 0 } = service;
  const pieces = within.flatMap((day) => day.pieces);
  const [begin, end] = [earliestOf(pieces), latestOf(pieces)];
  const candidates = candidatesFor(query);
  const edges = within.filter((_, index) => index === 0 || index === within.length - 1);
  const open = timelinesOf(query, candidates, edges, days, () => false).flatMap((need) =>
    need.flatMap((one) => one.open),
  );
  const hasClaim = days.some(({ claims }) =>
    Object.values(claims).some((claim) => claim.invitationId === invitationId),
  );
  const isBefore = hasClaim || earliestOf(open) - bufferBefore * MINUTE_MS < begin;
  // Who is open until midnight may be open after it.
  const isAfter = hasClaim || latestOf(open) + bufferAfter * MINUTE_MS >= end;
  const reach = {
    from: begin - (isBefore ? bufferBefore * MINUTE_MS : 0),
    // The last start is at least a minute before the last date ends.
    to: end + (isAfter ? (minutes + bufferAfter - 1) * MINUTE_MS : 0),
  };
  return keysOf(
    candidates,
    daysTouched(around, reach).filter((day) => !isBetween(from, to)(day)),
  );
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

/** What a query asks about, and how the slots of one of its days are found, one after the other. */
function searchOf(query: SlotQuery) {
  const { zone, service, days, now, from, to } = query;
  const caller: Caller = { ...query, by: query.by ?? 'customer' };
  const around = daysAround(zone, service, from, to);
  const offered = around.filter(isBetween(from, to));
  const limits = limitsFor(caller, query, now);
  const needs = timelinesOf(query, candidatesFor(query), around, days, othersOf(caller, now));
  function* slotsOn(day: LocalDay): Generator<Slot> {
    for (const appointment of appointmentsOn(day, query)) {
      if (reasonsAgainst(appointment, limits).length > 0) continue;
      const choices = choosable(availableFor(needs, appointment));
      if (choices.length === 0) continue;
      yield slotAt(
        appointment,
        choices.map(({ resource }) => resource.id),
      );
    }
  }
  return { offered, slotsOn, held: heldSlots(query, caller, around, offered) };
}

/**
 * The slots of a service on the dates from `from` to `to`, in order of time. Each of them can be claimed at `now`, and
 * nothing else can, but by an override: `tryClaim` judges by the same functions.
 */
export function slotsFor(query: SlotQuery): Slot[] {
  const { offered, slotsOn, held } = searchOf(query);
  const slots = offered.flatMap((day) => [...slotsOn(day)]);
  return held.length > 0 ? merged(slots, held) : slots;
}

/** The dates on which `slotsFor` has any slot. Of each the first one is looked for. */
export function datesWithSlots(query: SlotQuery): LocalDate[] {
  const { offered, slotsOn, held } = searchOf(query);
  const isHeld = new Set(held.map(({ date }) => date));
  const isOpen = (day: LocalDay) => isHeld.has(day.date) || slotsOn(day).next().done !== true;
  return offered.filter(isOpen).map(({ date }) => date);
}
