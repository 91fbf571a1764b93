import { addDays } from '../../ui/times.ts';

/** How far back figures are looked at. */
export const PERIODS = ['week', 'month', 'quarter'] as const;
export type Period = (typeof PERIODS)[number];

const DAYS: Record<Period, number> = { week: 7, month: 30, quarter: 91 };

/** The days of a period that ends today, both included. */
export const daysOfPeriod = (period: Period, today: string): { from: string; to: string } => ({
  from: addDays(today, 1 - DAYS[period]),
  to: today,
});
