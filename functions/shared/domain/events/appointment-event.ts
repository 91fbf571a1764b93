import * as z from 'zod/mini';
import type { ReviewedBooking } from '../attention.ts';
import { entryKey } from '../booking-history.ts';
import type { Invitation } from '../invitation.ts';
import { parseJson } from '../json.ts';
import { AppointmentDetail } from './event-details.ts';

/** What the bus says of bookings, by `detail-type`. */
export const APPOINTMENT_TYPES = ['Appointment Booked', 'Appointment Changed', 'Appointment Cancelled'] as const;

/** One of these events as EventBridge puts it into a queue, as far as it is needed here. */
const QueuedAppointment = z.object({ 'detail-type': z.enum(APPOINTMENT_TYPES), detail: AppointmentDetail });

type Detail = z.infer<typeof AppointmentDetail>;
export type AppointmentEvent = { type: (typeof APPOINTMENT_TYPES)[number]; detail: Detail };

/** Reads what a queue delivered. Throws if that is no such event: nothing but its rule can have put it there. */
export function readAppointmentEvent(body: string): AppointmentEvent {
  const { 'detail-type': type, detail } = QueuedAppointment.parse(parseJson(body));
  return { type, detail };
}

/** Two readings of one schema name the same things in the same order. */
const isSame = (one: ReviewedBooking | undefined, other: ReviewedBooking): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Whether the event is no news: a fact older than one already known, which left the booking as it was. */
export const isWithoutEffect = ({ superseded, booking, previous }: Detail): boolean =>
  superseded && isSame(previous, booking);

/**
 * Whether what the event says is still what holds: its entry is the newest of the booking's history. An older entry
 * that came late can change a booking too, where a newer one builds on it; then nothing may have come after it.
 */
export function isNewest({ superseded, occurredAt, change, revision }: Detail, now: Invitation): boolean {
  return superseded ? revision === now.revision : now.newestEntry === entryKey(change.id, { at: occurredAt });
}
