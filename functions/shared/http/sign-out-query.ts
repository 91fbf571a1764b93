import * as z from 'zod/mini';

/** Which sessions to end: this one, or all that were begun with the same key. */
export const SignOutQuery = z.strictObject({ everywhere: z.optional(z.literal('true', 'must be "true"')) });
