import type { Invitation } from '../invitation/invitation.ts';
import { type Day, dayFinder, type StoredPlace } from '../places/day.ts';
import { type LocalDay, localDays } from '../places/local-days.ts';
import type { Business } from '../places/service.ts';
import { covers, type Interval, meets } from '../places/time-set.ts';
import { closureInstants, openTimesOf } from '../places/timeline.ts';
import { epochMs } from '../time/instant.ts';
import type { AttentionReason } from './booking.ts';
import type { Booking, BookingHistory } from './booking-history.ts';
import { holdsPlace } from './booking-state.ts';

const CLOSED: AttentionReason = 'outside-opening-hours';

type Facts = Pick<Invitation, 'booking' | 'place' | 'history' | 'closedSince'>;

/** When a booking took its place, in ms; 0 if its history has forgotten. */
function placedAt({ claimId }: StoredPlace, history: BookingHistory): number {
  const entryId = claimId.split(':').slice(1).join(':');
  const entry = Object.hasOwn(history, entryId) ? history[entryId] : undefined;
  return entry ? epochMs(entry.at) : 0;
}

/**
 * Whether a closure lies over a booking: it concerns the time of the appointment, and one of the resources is not open
 * for all of it. `days` are those of the booking's place.
 */
export function isClosedOver(facts: Facts, days: readonly Day[], { zone, resources, hours }: Business): boolean {
  const { booking, place, history } = facts;
  if (!holdsPlace(booking) || !place) return false;
  const { resources: own, startsAt, endsAt, override } = booking;
  if (!own || !startsAt || !endsAt) return false;
  const appointment: Interval = { from: epochMs(startsAt), to: epochMs(endsAt) };
  // Whoever lifted the opening hours for a booking knew of the closures that were there.
  const knownUntil = override?.lifted.includes('outside-opening-hours') ? placedAt(place, history) : -1;
  const dates = place.days.map(({ date }) => date).toSorted();
  const [first, last] = [dates[0], dates.at(-1)];
  if (!first || !last) return false;
  const dayOf = dayFinder(days);
  const taken = resources.filter(({ id }) => own.includes(id));
  return taken.some((resource) => {
    const known = localDays(zone, first, last).map((local) => ({
      local,
      day: dayOf({ resource: resource.id, date: local.date }),
    }));
    const concerns = ({ local, day }: { local: LocalDay; day: Day }) =>
      Object.values(day.hours ?? {}).some(
        (closure) =>
          closure.at > knownUntil && meets(closureInstants(local, closure), appointment.from, appointment.to),
      );
    const open = openTimesOf(resource, hours, known);
    return known.some(concerns) && !covers(open, appointment.from, appointment.to);
  });
}

/** A booking with its mark, or without: a form that booked anew has no place that could be closed. */
export function asMarked<Some extends Booking | undefined>(booking: Some, isClosed: boolean): Some {
  if (!booking?.resources) return booking;
  const others = booking.attention.filter((reason) => reason !== CLOSED);
  return { ...booking, attention: isClosed ? [...others, CLOSED] : others };
}
