import * as z from 'zod/mini';
import { parseJson } from '../text/json.ts';
import { AppointmentDetail, TOLD_EVENTS } from './event-details.ts';

/** An event of release 0.1.0, which may wait in a queue or among dead letters, names nobody. */
const ToldDetail = z.extend(AppointmentDetail, { actor: z.optional(AppointmentDetail.shape.actor) });

/** The used part of an appointment event as EventBridge puts it into a queue. */
const QueuedToTell = z.object({ 'detail-type': z.enum(TOLD_EVENTS), detail: ToldDetail });

type Detail = z.infer<typeof ToldDetail>;

/** An event of which customers or staff may be told: beside those about appointments, that one is asked for. */
export type ToldEvent = { type: (typeof TOLD_EVENTS)[number]; detail: Detail };

/** Reads an event from a queue's message. Throws if it is no appointment event; the rules deliver no others. */
export function readToldEvent(body: string): ToldEvent {
  const { 'detail-type': type, detail } = QueuedToTell.parse(parseJson(body));
  return { type, detail };
}

/** Both values are parsed by the same schema, so their keys have the same order. */
const isSame = (one: object | undefined, other: object | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Whether the event's fact left the booking unchanged. */
export const isWithoutEffect = ({ booking, previous }: Detail): boolean => isSame(previous, booking);
