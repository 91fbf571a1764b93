import * as z from 'zod/mini';
import { APPOINTMENT_EVENTS } from '../functions/shared/domain/events/event-details.ts';
import { parseJson } from '../functions/shared/domain/text/json.ts';

/** A booking event for the CRM. `busId` is the id that the bus gave it, if known. */
export type AppointmentEvent = {
  detailType: (typeof APPOINTMENT_EVENTS)[number];
  detail: { eventId: string };
  busId?: string;
};

const Type = z.enum(APPOINTMENT_EVENTS);
const Detail = z.looseObject({ eventId: z.string() });

/** The event as it was on the bus. */
const Envelope = z.object({ id: z.string(), 'detail-type': Type, detail: Detail });
/** The body that the CRM was to receive. */
const HandedOff = z.object({ type: Type, detail: Detail });

/**
 * The booking event in a dead letter; undefined if there is none. AWS does not document whether a letter holds the
 * event from the bus or the target's input, so both are parsed.
 */
export function readDeadLetter(body: string): AppointmentEvent | undefined {
  const json = parseJson(body);
  const envelope = Envelope.safeParse(json).data;
  if (envelope) return { detailType: envelope['detail-type'], detail: envelope.detail, busId: envelope.id };
  const handedOff = HandedOff.safeParse(json).data;
  return handedOff && { detailType: handedOff.type, detail: handedOff.detail };
}
