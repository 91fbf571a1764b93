import * as z from 'zod/mini';
import type { ReviewedBooking } from '../booking/attention.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { parseJson } from '../text/json.ts';
import { APPOINTMENT_EVENTS, AppointmentDetail } from './event-details.ts';

/** One of these events as EventBridge puts it into a queue, as far as it is needed here. */
const QueuedAppointment = z.object({ 'detail-type': z.enum(APPOINTMENT_EVENTS), detail: AppointmentDetail });

type Detail = z.infer<typeof AppointmentDetail>;
export type AppointmentEvent = { type: (typeof APPOINTMENT_EVENTS)[number]; detail: Detail };

/** Reads what a queue delivered. Throws if that is no such event: nothing but its rule can have put it there. */
export function readAppointmentEvent(body: string): AppointmentEvent {
  const { 'detail-type': type, detail } = QueuedAppointment.parse(parseJson(body));
  return { type, detail };
}

/** Two readings of one schema name the same things in the same order. */
const isSame = (one: object | undefined, other: object | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Whether the event is no news: a fact that left the booking as it was. */
export const isWithoutEffect = ({ booking, previous }: Detail): boolean => isSame(previous, booking);

/** The booking without what only other bookings tell of it. */
function ownPart({ overlapsWith: _, ...booking }: ReviewedBooking) {
  return { ...booking, attention: booking.attention.filter((reason) => reason !== 'overlap') };
}

/**
 * Whether what the event says is still what holds. Entries that came since and changed nothing, such as the same form
 * sent twice, do not matter.
 */
export const isNewest = ({ booking }: Detail, { booking: now }: Invitation): boolean => isSame(ownPart(booking), now);
