import * as z from 'zod/mini';
import { DISPATCH, NotToldEnd, ToldEnd } from '../notices/notice.ts';
import { Instant } from '../time/instant.ts';
import { ReminderKind } from './reminded-of.ts';

/**
 * Why nothing is sent:
 * - `inside-lead`: the booking was made or moved when the time to send was over
 * - `late`: the time to send passed by too long ago, for example in an outage
 * - `past`: the appointment had begun
 * - `moved`: the appointment is at another time now
 * - `cancelled`: the booking does not stand any more
 * - `needs-attention`: a person has to mend the booking first
 * - `no-text`: the contract has no text for it in the customer's language
 * - `no-address`: the customer left no address
 * - `opted-out`: the customer wants no messages
 * - `no-show`: the customer did not come to the appointment that this follows up
 * - `booked-again`: the customer has a later booking, so that nobody has to win them back
 */
export const SkipReason = z.enum([
  'inside-lead',
  'late',
  'past',
  'moved',
  'cancelled',
  'needs-attention',
  'no-text',
  'no-address',
  'opted-out',
  'no-show',
  'booked-again',
]);
export type SkipReason = z.infer<typeof SkipReason>;

/** How a reminder ended, or ends as far as is known. */
export const ReminderEnd = z.discriminatedUnion('state', [
  ToldEnd,
  NotToldEnd,
  z.object({ state: z.literal('skipped'), reason: SkipReason, at: Instant }),
]);
export type ReminderEnd = z.infer<typeof ReminderEnd>;

/**
 * One of the contract's reminders or follow-ups for one start of a booking, and what became of it. A booking has at most
 * one of each kind, key and start. It names no person.
 */
export const Reminder = z.object({
  ...DISPATCH,
  kind: ReminderKind,
  /** Its name in the contract. */
  key: z.string(),
  /** The start of the appointment that it is about. */
  startsAt: Instant,
  /** When it is to go out. */
  sendAt: Instant,
  end: z.optional(ReminderEnd),
});
export type Reminder = z.infer<typeof Reminder>;

/** `planned`: neither sent nor given up. */
export type ReminderState = 'planned' | 'sent' | 'not-sent' | 'skipped';

/** What became of a reminder. */
export function reminderState({ end }: Reminder): ReminderState {
  if (end?.state === 'told') return 'sent';
  if (end?.state === 'not-told') return 'not-sent';
  return end?.state ?? 'planned';
}
