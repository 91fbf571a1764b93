import * as z from 'zod/mini';

const count = z.int().check(z.gte(0));

/** What became of the elements of one webhook body. */
export const TallyAnswer = z.object({ recorded: count, duplicate: count, ignored: count, unmatched: count });
export type TallyAnswer = z.infer<typeof TallyAnswer>;
