import * as z from 'zod/mini';
import { StaffButtonTapped } from '../events/event-details.ts';
import { parseJson } from '../text/json.ts';

/** The used part of the event as EventBridge puts it into a queue. */
const QueuedTap = z.object({ 'detail-type': z.literal('Staff Button Tapped'), detail: StaffButtonTapped });

/** Reads the event from a queue's message. Throws if it is another one; the rule delivers no others. */
export const readStaffTapEvent = (body: string) => QueuedTap.parse(parseJson(body)).detail;
