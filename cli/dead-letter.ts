import * as z from 'zod/mini';
import { APPOINTMENT_EVENTS } from '../functions/shared/domain/events/event-details.ts';
import { parseJson } from '../functions/shared/domain/text/json.ts';

/** A booking event as it is handed off. `busId` is the id the bus gave it, where it is known. */
export type AppointmentEvent = {
  detailType: (typeof APPOINTMENT_EVENTS)[number];
  detail: { eventId: string };
  busId?: string;
};

const Type = z.enum(APPOINTMENT_EVENTS);
const Detail = z.looseObject({ eventId: z.string() });

/** The event as it was on the bus. */
const Envelope = z.object({ id: z.string(), 'detail-type': Type, detail: Detail });
/** What the CRM was to get. */
const HandedOff = z.object({ type: Type, detail: Detail });

/**
 * The booking event in a dead letter; undefined if it is none. AWS does not say whether a letter holds the event as it
 * was on the bus or as its target was to get it: both are understood.
 */
export function readDeadLetter(body: string): AppointmentEvent | undefined {
  const json = parseJson(body);
  const envelope = Envelope.safeParse(json).data;
  if (envelope) return { detailType: envelope['detail-type'], detail: envelope.detail, busId: envelope.id };
  const handedOff = HandedOff.safeParse(json).data;
  return handedOff && { detailType: handedOff.type, detail: handedOff.detail };
}
