import type { ClosureView } from '../../../functions/shared/http/answers/closures.ts';
import type { ListedBooking } from '../../../functions/shared/http/answers/lists.ts';
import { addDays, dayOf, timeOfDay } from '../../ui/times.ts';

/** What is closed: whole days, one stretch of time, or all but some hours of each day. */
export const CLOSURE_KINDS = ['days', 'stretch', 'hours'] as const;
export type ClosureKind = (typeof CLOSURE_KINDS)[number];

/** A closure as somebody fills it in. Days are `2026-12-24`, both included; times are `09:00`. */
export type ClosureForm = {
  kind: ClosureKind;
  /** Empty: everybody. */
  resource: string;
  firstDay: string;
  lastDay: string;
  /** Of the stretch that is closed, or of the hours that are open. */
  fromTime: string;
  toTime: string;
  reason: string;
};

export const formFor = (day: string): ClosureForm => ({
  kind: 'days',
  resource: '',
  firstDay: day,
  lastDay: day,
  fromTime: '',
  toTime: '',
  reason: '',
});

/** What decides which bookings a closure lies over. */
export type ClosedTime = Pick<ClosureView, 'hours'> & { from: string; to: string; resource?: string | undefined };

/** The time that a form closes; `undefined` as long as it is not filled in, or ends before it begins. */
export function closedTimeOf(form: ClosureForm): ClosedTime | undefined {
  const { kind, resource, firstDay, lastDay, fromTime, toTime } = form;
  if (firstDay === '' || lastDay === '' || (kind !== 'days' && (fromTime === '' || toTime === ''))) return undefined;
  const whom = resource === '' ? {} : { resource };
  if (kind === 'stretch') {
    const [from, to] = [`${firstDay}T${fromTime}`, `${lastDay}T${toTime}`];
    return from < to ? { ...whom, from, to } : undefined;
  }
  if (lastDay < firstDay || (kind === 'hours' && toTime <= fromTime)) return undefined;
  const days = { ...whom, from: `${firstDay}T00:00`, to: `${addDays(lastDay, 1)}T00:00` };
  return kind === 'hours' ? { ...days, hours: [{ from: fromTime, to: toTime }] } : days;
}

/** The first and the last day on which a closure holds. */
export function daysOf({ from, to }: Pick<ClosedTime, 'from' | 'to'>): { first: string; last: string } {
  const last = to.slice(0, 10);
  return { first: from.slice(0, 10), last: to.endsWith('T00:00') ? addDays(last, -1) : last };
}

/** Whether a closure holds at some time of a day. */
export const holdsOn = (day: string, { from, to }: Pick<ClosedTime, 'from' | 'to'>): boolean =>
  from < `${addDays(day, 1)}T00:00` && to > `${day}T00:00`;

/** The bookings that a closure lies over, in order of time; those that are cancelled or over are of no concern. */
export function bookingsUnder(
  { from, to, hours, resource }: ClosedTime,
  bookings: readonly ListedBooking[],
  timeZone: string,
  now: number,
): ListedBooking[] {
  const local = (at: string) => `${dayOf(at, timeZone)}T${timeOfDay(at, timeZone)}`;
  return bookings
    .filter(({ booking }) => {
      const { startsAt, endsAt, state, resources } = booking ?? {};
      if (!startsAt || !endsAt || state === 'cancelled' || Date.parse(endsAt) <= now) return false;
      if (resource !== undefined && !resources?.some((id) => id === resource)) return false;
      const [start, end] = [local(startsAt), local(endsAt)];
      const day = start.slice(0, 10);
      const isOpen = hours?.some((span) => start >= `${day}T${span.from}` && end <= `${day}T${span.to}`) ?? false;
      return start < to && end > from && !isOpen;
    })
    .toSorted((one, other) => ((one.booking?.startsAt ?? '') < (other.booking?.startsAt ?? '') ? -1 : 1));
}
