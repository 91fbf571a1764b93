import * as z from 'zod/mini';
import { parseJson } from '../text/json.ts';
import { APPOINTMENT_EVENTS, AppointmentDetail, TOLD_EVENTS } from './event-details.ts';

/** The used part of an appointment event as EventBridge puts it into a queue. */
const QueuedAppointment = z.object({ 'detail-type': z.enum(APPOINTMENT_EVENTS), detail: AppointmentDetail });

type Detail = z.infer<typeof AppointmentDetail>;
export type AppointmentEvent = { type: (typeof APPOINTMENT_EVENTS)[number]; detail: Detail };

const QueuedToTell = z.object({ 'detail-type': z.enum(TOLD_EVENTS), detail: AppointmentDetail });

/** An event that customers may be told of: beside those about appointments, that one is asked for. */
export type ToldEvent = { type: (typeof TOLD_EVENTS)[number]; detail: Detail };

/** Reads an event for customers as `readAppointmentEvent` does. */
export function readToldEvent(body: string): ToldEvent {
  const { 'detail-type': type, detail } = QueuedToTell.parse(parseJson(body));
  return { type, detail };
}

/** Reads an event from a queue's message. Throws if it is no appointment event; the rule delivers no others. */
export function readAppointmentEvent(body: string): AppointmentEvent {
  const { 'detail-type': type, detail } = QueuedAppointment.parse(parseJson(body));
  return { type, detail };
}

/** Both values are parsed by the same schema, so their keys have the same order. */
const isSame = (one: object | undefined, other: object | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Whether the event's fact left the booking unchanged. */
export const isWithoutEffect = ({ booking, previous }: Detail): boolean => isSame(previous, booking);
