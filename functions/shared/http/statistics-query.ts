import * as z from 'zod/mini';
import { day } from './list-queries.ts';

/** Every day of a quarter has figures of its own. */
const LIMIT_DAYS = 93;

/** Of which days to tell the figures: from one to another, both included. */
export const StatisticsQuery = z.strictObject({ from: day, to: day }).check(
  z.refine(({ from, to }) => from.until(to).days >= 0, { path: ['to'], error: 'must not be before from' }),
  z.refine(({ from, to }) => from.until(to).days < LIMIT_DAYS, {
    path: ['to'],
    error: `must be less than ${LIMIT_DAYS} days after from`,
  }),
);
export type StatisticsQuery = z.infer<typeof StatisticsQuery>;
