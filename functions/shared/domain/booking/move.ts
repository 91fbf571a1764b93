import { Refusal } from '../delivery/refusal.ts';
import { malformed } from '../malformed.ts';
import type { WishedStart } from '../places/appointment.ts';
import type { Wish } from '../places/availability.ts';
import { LocalDate, WallTime } from '../places/day.ts';
import type { PlaceTerms, Service } from '../places/service.ts';
import { MINUTE_MS } from '../places/time-set.ts';
import { resourceOf, serviceOf, wishFor } from '../places/wish.ts';
import { epochMs } from '../time/instant.ts';
import type { Booking } from './booking-history.ts';
import type { BookingChangeBody } from './booking-request.ts';
import { serviceBooked } from './service-booked.ts';

type Policy = PlaceTerms & { readonly timeZone: string };

/** What a change asks of the places. */
export type Move = { wish: Wish; start: WishedStart; override: boolean };

/** The minutes of an appointment: as asked for, as it has them already, or as the service has them. */
function minutesOf(
  asked: BookingChangeBody,
  { startsAt, endsAt, resources, service: before }: Booking,
  service: Service,
) {
  if (asked.durationMinutes !== undefined) return asked.durationMinutes;
  const keeps = resources !== undefined && before === service.id && startsAt && endsAt;
  return keeps ? (epochMs(endsAt) - epochMs(startsAt)) / MINUTE_MS : service.minutes;
}

function startOf({ date, time }: BookingChangeBody, { startsAt }: Booking): WishedStart {
  if (date !== undefined && time !== undefined) return { date: LocalDate.parse(date), time: WallTime.parse(time) };
  if (startsAt) return { startsAt: epochMs(startsAt) };
  throw malformed({ field: 'date', rule: 'is needed with time, as the booking has none yet' });
}

/** Whoever had somebody keeps them, unless another is asked for or they do not give the service. */
function resourceFor({ resource: asked }: BookingChangeBody, { resource: before }: Booking, service: Service) {
  if (asked !== undefined) return resourceOf(service, asked);
  return before !== undefined && service.needs[0]?.includes(before) ? before : undefined;
}

const isElsewhere = ({ date, durationMinutes, resource, service }: BookingChangeBody, booking: Booking): boolean =>
  date !== undefined ||
  durationMinutes !== undefined ||
  resource !== undefined ||
  (service !== undefined && (service !== booking.service || booking.resources === undefined));

/**
 * What a booking takes if it is moved to a service of the contract, with the one who is named or anybody: it stays as long
 * as it is. Throws Refusal `unknown-service` or `unknown-resource`.
 */
export function wishToMove(
  wished: { service: string; resource?: string | undefined },
  booking: Booking,
  policy: Policy,
): Wish {
  const wish = wishFor(policy, wished);
  return { ...wish, service: { ...wish.service, minutes: minutesOf({}, booking, wish.service) } };
}

/**
 * What a change asks of the places; `undefined` if it moves nothing, or the contract has no such service to place.
 * Throws Refusal `unknown-service`, `unknown-resource` or `malformed`.
 */
export function moveOf(asked: BookingChangeBody, booking: Booking, policy: Policy): Move | undefined {
  if (!policy.services) {
    if (asked.resource !== undefined) throw new Refusal('unknown-resource', 'The contract names no resources.');
    return undefined;
  }
  const service = asked.service === undefined ? serviceBooked(booking, policy) : serviceOf(policy, asked.service);
  if (!service) {
    const isPlaced = asked.resource !== undefined || (booking.state === 'requested' && asked.date !== undefined);
    if (!isPlaced) return undefined;
    throw malformed({ field: 'service', rule: 'is needed with it, as the booking is of none of the services' });
  }
  if (!isElsewhere(asked, booking)) return undefined;
  const wish = wishFor(policy, { service: service.id, resource: resourceFor(asked, booking, service) });
  return {
    wish: { ...wish, service: { ...service, minutes: minutesOf(asked, booking, service) } },
    start: startOf(asked, booking),
    override: asked.override ?? false,
  };
}
