import * as z from 'zod/mini';
import { CustomerWishDetected } from '../events/event-details.ts';
import { parseJson } from '../text/json.ts';

/** The used part of the event as EventBridge puts it into a queue. */
const QueuedWish = z.object({ 'detail-type': z.literal('Customer Wish Detected'), detail: CustomerWishDetected });

/** Reads the event from a queue's message. Throws if it is another one; the rule delivers no others. */
export const readWishEvent = (body: string) => QueuedWish.parse(parseJson(body)).detail;
