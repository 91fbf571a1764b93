import * as z from 'zod/mini';
import type { Weekday } from '../domain/business-terms.ts';
import { OpenSpans } from '../domain/time/open-spans.ts';

const spans = z.optional(OpenSpans);

/** When appointments may be, on the business's own clock. A weekday that is not named is closed. */
export const OpeningHours = z.strictObject(
  {
    monday: spans,
    tuesday: spans,
    wednesday: spans,
    thursday: spans,
    friday: spans,
    saturday: spans,
    sunday: spans,
  } satisfies Record<Weekday, typeof spans>,
  'must be an object with the weekdays',
);
