import * as z from 'zod/mini';

/** The receiver's answers to posts. */
export const ReceiverBehaviour = z.strictObject({
  /** Closes the connection without an answer. */
  down: z._default(z.boolean(), false),
  /** Delay of each answer in milliseconds; EventBridge's time limit is 5000. */
  latencyMs: z._default(z.int().check(z.gte(0), z.lte(60_000)), 0),
  /** The status of every answer to a request with the correct key. */
  status: z._default(z.int().check(z.gte(200), z.lte(599)), 200),
  /** The `Retry-After` seconds in every answer that is not a success. */
  retryAfterSeconds: z.optional(z.int().check(z.gte(-1), z.lte(86_400))),
  /** The invitations whose bookings get status 400, whatever else is set. */
  refuse: z._default(z.array(z.string()), []),
});
export type ReceiverBehaviour = z.infer<typeof ReceiverBehaviour>;

/** Accepts everything at once. */
export const TAKES_ALL: ReceiverBehaviour = ReceiverBehaviour.parse({});
