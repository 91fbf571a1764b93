import * as z from 'zod/mini';

/** How the receiver answers what is posted to it. */
export const ReceiverBehaviour = z.strictObject({
  /** Closes the connection without an answer, as if nobody were there. */
  down: z._default(z.boolean(), false),
  /** How long each answer takes; from 5000 on, EventBridge does not wait for it. */
  latencyMs: z._default(z.int().check(z.gte(0), z.lte(60_000)), 0),
  /** The status of every answer to a request with the right key. */
  status: z._default(z.int().check(z.gte(200), z.lte(599)), 200),
  /** Asks, with every answer that is no success, to come again after so many seconds. */
  retryAfterSeconds: z.optional(z.int().check(z.gte(-1), z.lte(86_400))),
  /** The invitations whose bookings are refused with status 400, whatever else is set. */
  refuse: z._default(z.array(z.string()), []),
});
export type ReceiverBehaviour = z.infer<typeof ReceiverBehaviour>;

/** Takes everything at once. */
export const TAKES_ALL: ReceiverBehaviour = ReceiverBehaviour.parse({});
