import * as z from 'zod/mini';
import { section, wholeNumber } from './field-rules.ts';

/** Both are counted by the last thing that happened, and by the end of the appointment. */
const KEPT_DAYS = wholeNumber(7, 3650);

/** How long items are kept. What shows how a message travelled is no longer there than the booking. */
export const Retention = section({
  invitationDays: KEPT_DAYS,
  messageDays: z.optional(KEPT_DAYS),
  foreignStatusHours: wholeNumber(1, 720),
  unmatchedDays: wholeNumber(1, 30),
}).check(
  z.refine(({ invitationDays, messageDays = 0 }) => messageDays <= invitationDays, {
    path: ['messageDays'],
    error: 'must be at most retention.invitationDays, for which a booking is kept',
  }),
);
