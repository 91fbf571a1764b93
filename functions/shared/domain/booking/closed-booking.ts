import type { Invitation } from '../invitation/invitation.ts';
import { type Day, type DayClosure, dayFinder } from '../places/day.ts';
import { type LocalDay, localDays } from '../places/local-days.ts';
import type { Business } from '../places/service.ts';
import { covers, type Interval, meets } from '../places/time-set.ts';
import { closureInstants, timelineOf } from '../places/timeline.ts';
import { epochMs } from '../time/instant.ts';
import type { AttentionReason } from './booking.ts';
import type { Booking } from './booking-history.ts';
import { holdsPlace } from './booking-state.ts';

const CLOSED: AttentionReason = 'outside-opening-hours';

type Facts = Pick<Invitation, 'booking' | 'place' | 'history' | 'closedSince'>;

/** When the booking took its place, in ms; `undefined` if its history has forgotten. */
function placedAt({ place, history }: Facts): number | undefined {
  const entryId = place?.claimId.split(':').slice(1).join(':') ?? '';
  const at = Object.hasOwn(history, entryId) ? history[entryId]?.at : undefined;
  return at && epochMs(at);
}

/** Whoever lifted the opening hours for a booking knew of the closures that were there. */
function isNews(closure: DayClosure, facts: Facts): boolean {
  if (!facts.booking?.override?.lifted.includes('outside-opening-hours')) return true;
  return closure.at > (placedAt(facts) ?? 0);
}

/**
 * Whether a closure lies over a booking: it concerns the time of the appointment, and one of the resources is not open
 * for all of it. `days` are those of the booking's place.
 */
export function isClosedOver(facts: Facts, days: readonly Day[], { zone, resources, hours }: Business): boolean {
  const { booking, place } = facts;
  if (!holdsPlace(booking) || !booking.resources || !booking.startsAt || !booking.endsAt || !place) return false;
  const appointment: Interval = { from: epochMs(booking.startsAt), to: epochMs(booking.endsAt) };
  const dates = place.days.map(({ date }) => date).toSorted();
  const [first, last] = [dates[0], dates.at(-1)];
  if (!first || !last) return false;
  const dayOf = dayFinder(days);
  const taken = resources.filter(({ id }) => booking.resources?.includes(id));
  return taken.some((resource) => {
    const known = localDays(zone, first, last).map((local) => ({
      local,
      day: dayOf({ resource: resource.id, date: local.date }),
    }));
    const concerns = ({ local, day }: { local: LocalDay; day: Day }) =>
      Object.values(day.hours ?? {}).some(
        (closure) => isNews(closure, facts) && meets(closureInstants(local, closure), appointment.from, appointment.to),
      );
    const { open } = timelineOf(resource, hours, known, () => false);
    return known.some(concerns) && !covers(open, appointment.from, appointment.to);
  });
}

/** A booking with its mark, or without: a form that booked anew has no place that could be closed. */
export function asMarked<Some extends Booking | undefined>(booking: Some, isClosed: boolean): Some {
  if (!booking?.resources) return booking;
  const others = booking.attention.filter((reason) => reason !== CLOSED);
  return { ...booking, attention: isClosed ? [...others, CLOSED] : others };
}
