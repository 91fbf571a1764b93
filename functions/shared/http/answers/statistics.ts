import * as z from 'zod/mini';
import { Figures, GroupedFigures } from '../../domain/figures/figures.ts';
import { LocalDate } from '../../domain/places/day.ts';
import { Instant } from '../../domain/time/instant.ts';

/** The figures of one day. */
export const StatisticsDay = z.object({
  date: LocalDate,
  countedAt: z.optional(Instant),
  figures: z.optional(Figures),
});
export type StatisticsDay = z.infer<typeof StatisticsDay>;

/** What `GET /statistics` answers: the figures of all its days together, by each dimension, and of each day. */
export const Statistics = z.extend(GroupedFigures, { days: z.array(StatisticsDay) });
export type Statistics = z.infer<typeof Statistics>;
