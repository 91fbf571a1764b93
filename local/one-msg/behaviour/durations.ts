import * as z from 'zod/mini';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** A delay of at most a week. */
export const milliseconds = z.int().check(z.gte(0), z.lte(WEEK_MS));
