import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { holdsPlace } from '../../../../functions/shared/domain/booking/booking-state.ts';
import { serviceBooked } from '../../../../functions/shared/domain/booking/service-booked.ts';
import { WEEKDAYS } from '../../../../functions/shared/domain/business-terms.ts';
import { datesOf, withClosure } from '../../../../functions/shared/domain/places/closure.ts';
import {
  type BookingClaim,
  type Day,
  emptyDay,
  type LocalDate,
} from '../../../../functions/shared/domain/places/day.ts';
import type { LocalDay } from '../../../../functions/shared/domain/places/local-days.ts';
import {
  type PlaceTerms,
  type Resource,
  ResourceId,
  type Service,
} from '../../../../functions/shared/domain/places/service.ts';
import { type Interval, MINUTE_MS } from '../../../../functions/shared/domain/places/time-set.ts';
import { type Timeline, timelineOf } from '../../../../functions/shared/domain/places/timeline.ts';
import { DAY_MS } from '../../../../functions/shared/domain/time/instant.ts';
import type { ClosureView } from '../../../../functions/shared/http/answers/closures.ts';
import type { ListedBooking } from '../../../../functions/shared/http/answers/lists.ts';
import type { DeskContract } from '../../../ui/desk-contract.ts';
import { minuteOfDay, weekdayOf } from '../../../ui/times.ts';

/** A booking as the desk's calendars show it. */
export type DayEntry = ListedBooking & {
  booking: ReviewedBooking & { startsAt: NonNullable<ReviewedBooking['startsAt']> };
};

/** The part of the contract that says what can be booked, with whom, and when. */
export type DayTerms = Pick<PlaceTerms, 'services' | 'resources' | 'openingHours' | 'slotEveryMinutes'>;

/** What the contract says of places; a contract without services says nothing of them. */
export const termsOf = ({ services, resources, openingHours, slotEveryMinutes }: DeskContract): DayTerms => ({
  openingHours,
  slotEveryMinutes,
  ...(services.length > 0 && { services, resources }),
});

/** What a day is drawn from. */
export type DayFacts = {
  date: LocalDate;
  /** The business's (IANA). */
  timeZone: string;
  terms: DayTerms;
  /** Those that start on the date. */
  entries: readonly DayEntry[];
  /** Those that hold on the date, and maybe others. */
  closures: readonly ClosureView[];
};

/** A shorter appointment would be unreadable. */
const LEAST_MINUTES = 5;

const MINUTES_OF_DAY = 1_440;

/** When an appointment is, in minutes on the clock of the day it starts; cut at midnight. */
export function minutesOf({ booking }: DayEntry, timeZone: string): Interval {
  const from = minuteOfDay(booking.startsAt, timeZone);
  return { from, to: Math.min(MINUTES_OF_DAY, from + Math.max(LEAST_MINUTES, lengthOf(booking))) };
}

/** Minutes of real time; 0 without an end. */
export const lengthOf = ({ startsAt, endsAt }: Pick<ReviewedBooking, 'startsAt' | 'endsAt'>): number =>
  startsAt && endsAt ? (Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE_MS : 0;

/**
 * A date whose clock runs evenly from 0, in milliseconds: what is drawn has 24 hours, also where clocks change. By it the
 * rules of the places judge times of day.
 */
export const evenDay = (date: LocalDate): LocalDay => ({
  date,
  weekday: WEEKDAYS[weekdayOf(date) - 1] ?? 'monday',
  pieces: [{ from: 0, to: DAY_MS, midnight: 0 }],
});

/** The service that a booking is of, if the contract has it. */
export const serviceOfEntry = ({ booking }: DayEntry, terms: DayTerms): Service | undefined =>
  serviceBooked(booking, terms);

/** What an appointment takes of each of its resources, buffers included. */
function claimOf(entry: DayEntry, { terms, timeZone }: DayFacts): BookingClaim {
  const { from, to } = minutesOf(entry, timeZone);
  const { bufferBefore = 0, bufferAfter = 0 } = serviceOfEntry(entry, terms) ?? {};
  const { invitationId } = entry;
  return {
    kind: 'booking',
    invitationId,
    from: (from - bufferBefore) * MINUTE_MS,
    to: (to + bufferAfter) * MINUTE_MS,
    units: 1,
  };
}

/** What a booking takes. One that still asks for a place takes none. */
export const resourcesTaken = ({ booking }: DayEntry): readonly string[] =>
  holdsPlace(booking) ? (booking.resources ?? []) : [];

const holdsFor = ({ resource, state }: ClosureView, { id }: Resource): boolean =>
  (resource === undefined || resource === id) && (state === 'applying' || state === 'applied');

/** One resource's day as the rules of the places read it, on the clock of `evenDay`. The keys of its claims are the invitations. */
export function dayOfResource(resource: Resource, facts: DayFacts): Day {
  const { date, entries, closures } = facts;
  const claims = entries
    .filter((entry) => resourcesTaken(entry).includes(resource.id))
    .map((entry) => [entry.invitationId, claimOf(entry, facts)] as const);
  const day: Day = { ...emptyDay({ resource: resource.id, date }), claims: Object.fromEntries(claims) };
  return closures
    .filter((closure) => holdsFor(closure, resource) && datesOf(closure).includes(date))
    .reduce((before, closure) => withClosure(before, closure) ?? before, day);
}

/** When a resource is open, and when it is full, on the clock of `evenDay`. */
export const timelineOn = (resource: Resource, facts: DayFacts): Timeline =>
  timelineOf(
    resource,
    facts.terms.openingHours,
    [{ local: evenDay(facts.date), day: dayOfResource(resource, facts) }],
    () => true,
  );

/** What stands for the business as a whole: open as it is, and never full. */
export const ANYBODY: Resource = { id: ResourceId.parse('anybody'), name: '', capacity: Number.POSITIVE_INFINITY };
