import * as z from 'zod/mini';
import { Instant } from '../time/instant.ts';
import type { BookingState } from './booking-state.ts';

/**
 * What waits for approval, as staff saw it: when it begins, and the place that it has. A decision about it is none about
 * another place, even at the same time.
 */
export const WaitingPlace = z.object({
  startsAt: Instant,
  service: z.optional(z.string()),
  resources: z.optional(z.array(z.string())),
});
export type WaitingPlace = z.infer<typeof WaitingPlace>;

type Stated = {
  readonly state: BookingState;
  readonly startsAt?: Instant | undefined;
  readonly service?: string | undefined;
  readonly resources?: readonly string[] | undefined;
};

/** What of a booking waits for approval; `undefined` if nothing does. */
export function waitingPlace(booking: Stated | undefined): WaitingPlace | undefined {
  if (booking?.state !== 'to-approve' || !booking.startsAt) return undefined;
  const { startsAt, service, resources } = booking;
  return { startsAt, ...(service !== undefined && { service }), ...(resources && { resources: [...resources] }) };
}

/** Whether both are the same place. */
export const isSamePlace = (one: WaitingPlace, other: WaitingPlace): boolean =>
  one.startsAt === other.startsAt && one.service === other.service && String(one.resources) === String(other.resources);
