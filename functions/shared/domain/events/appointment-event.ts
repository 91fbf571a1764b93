import * as z from 'zod/mini';
import type { ReviewedBooking } from '../attention.ts';
import { entryKey } from '../booking-history.ts';
import type { Invitation } from '../invitation.ts';
import { parseJson } from '../json.ts';
import { isOnlyRepeated } from '../repeated-form.ts';
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

/**
 * Whether the event is no news: it left the booking as it was, because it is older than what was known, or because the
 * customer sent the same form again.
 */
export const isWithoutEffect = ({ superseded, booking, previous, change }: Detail): boolean =>
  (superseded || change.kind === 'completion') && isSame(previous, booking);

/**
 * Whether what the event says is still what holds: nothing came after its entry in the booking's history but the same
 * form again. An older entry that came late can change a booking too, where a newer one builds on it; then nothing may
 * have come after it.
 */
export function isNewest({ superseded, occurredAt, change, revision }: Detail, now: Invitation): boolean {
  if (superseded) return revision === now.revision;
  return now.newestEntry === entryKey(change.id, { at: occurredAt }) || isOnlyRepeated(now.history, change.id);
}
