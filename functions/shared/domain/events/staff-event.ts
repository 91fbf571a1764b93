import * as z from 'zod/mini';
import { parseJson } from '../text/json.ts';
import { readToldEvent, type ToldEvent } from './appointment-event.ts';
import { CustomerNotTold, CustomerQuestionReceived, type EventDetail, TOLD_EVENTS } from './event-details.ts';

/** The events about customers whom a person has to write to or to call. */
const Queued = z.discriminatedUnion('detail-type', [
  z.object({ 'detail-type': z.literal('Customer Not Told'), detail: CustomerNotTold }),
  z.object({ 'detail-type': z.literal('Customer Question Received'), detail: CustomerQuestionReceived }),
]);

/** The events of which staff get an e-mail. */
export const STAFF_EVENTS = [...TOLD_EVENTS, 'Customer Not Told', 'Customer Question Received'] as const;

export type StaffEvent =
  | ToldEvent
  | { type: 'Customer Not Told'; detail: EventDetail<'Customer Not Told'> }
  | { type: 'Customer Question Received'; detail: EventDetail<'Customer Question Received'> };

/** Reads an event from a queue's message. Throws if it is none for staff; the rule delivers no others. */
export function readStaffEvent(body: string): StaffEvent {
  const { data } = Queued.safeParse(parseJson(body));
  if (!data) return readToldEvent(body);
  if (data['detail-type'] === 'Customer Not Told') return { type: data['detail-type'], detail: data.detail };
  return { type: data['detail-type'], detail: data.detail };
}
