import { tellingAttempt } from '../notices/follow-notice.ts';
import { type Instant, later } from '../time/instant.ts';
import { isDue } from './plan-reminders.ts';
import type { Reminder } from './reminder.ts';

/** What is due is looked at at least so often. */
const RUN_EVERY_MS = 60_000;

/**
 * When somebody looks at reminders of which one is being sent: those that are due stay so if the next run comes in time for
 * that look. So the index of what is due is not written for a look that most often ends it.
 *
 * @param look when somebody has to look
 * @param seen when they were due before
 */
export const dueWhileSent = (
  look: Instant | undefined,
  seen: Instant | undefined,
  now: Instant,
): Instant | undefined =>
  look !== undefined && seen !== undefined && seen <= now && look <= later(now, RUN_EVERY_MS) ? seen : look;

/**
 * By when the next run looks at reminders that stayed due when they were sent. `undefined` if one of them still has to be
 * sent, or is being sent: that is not done yet.
 */
export function lookAfterSend(reminders: readonly Reminder[], now: Instant): Instant | undefined {
  const sent = reminders.filter((one) => isDue(one, now)).map((one) => tellingAttempt(one)?.settledAt);
  const newest = sent.reduce((one, other) => (one && other && one < other ? other : one), sent[0]);
  return newest && !sent.includes(undefined) ? later(newest, RUN_EVERY_MS) : undefined;
}
