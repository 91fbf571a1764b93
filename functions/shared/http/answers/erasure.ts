import * as z from 'zod/mini';

/** Where personal data may stay that this stack does not reach into. */
export const REMAINDERS = [
  'backups',
  'change-log',
  'failed-work',
  'unlinked-reports',
  'event-consumers',
  'provider',
] as const;

/** What `DELETE /customers` answers: what was blanked, and what was not. */
export const ErasureAnswer = z.object({
  /** Whether nothing is left. If not, the same request goes on from here. */
  complete: z.boolean(),
  /** How many items of each kind this request blanked. */
  erased: z.object({
    invitations: z.int(),
    messages: z.int(),
    bookings: z.int(),
    intents: z.int(),
    questions: z.int(),
    unmatched: z.int(),
    chats: z.int(),
  }),
  /** The customer wants no messages. That is kept, under a keyed hash of each address. */
  optedOut: z.boolean(),
  notErasedFromHere: z.array(
    z.object({
      what: z.enum(REMAINDERS),
      /** For how long from now at most (ISO 8601); left out where somebody else decides. */
      keptFor: z.optional(z.string()),
      /** How it goes, and what to do about it. */
      how: z.string(),
    }),
  ),
});
export type ErasureAnswer = z.infer<typeof ErasureAnswer>;
