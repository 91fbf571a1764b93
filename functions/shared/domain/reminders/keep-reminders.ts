import { ended, settled } from '../notices/follow-notice.ts';
import type { Instant } from '../time/instant.ts';
import type { Reminder, SkipReason } from './reminder.ts';
import { isSame, type WantedReminder } from './wanted-reminders.ts';

/** So many are kept, the newest ones. */
const KEPT = 20;

/** Nothing is sent, and why. */
export const skipped = (reminder: Reminder, reason: SkipReason, at: Instant): Reminder =>
  settled(ended(reminder, { state: 'skipped', reason, at }));

/** What was found only when the time had come, and is not asked again. */
const FOUND_WHEN_DUE: readonly SkipReason[] = ['opted-out', 'no-show', 'booked-again'];

/** Why nothing went out for a start that the booking left. Where it stands there again, there is another reason, or none. */
const OF_ANOTHER_START: readonly SkipReason[] = ['moved', 'cancelled'];

/** Whether the booking and the contract alone still decide about it: nothing was tried, and nobody was asked. */
const isOpen = ({ attempts, end }: Reminder): boolean =>
  attempts.length === 0 && (!end || (end.state === 'skipped' && !FOUND_WHEN_DUE.includes(end.reason)));

function planned({ skip, ...wanted }: WantedReminder, now: Instant): Reminder {
  const reminder = { ...wanted, createdAt: now, attempts: [] };
  return skip ? skipped(reminder, skip, now) : reminder;
}

/** The stored one as the contract wants it now. What was sent, or may have been, stays as it is. */
function asWanted(stored: Reminder, wanted: WantedReminder, now: Instant): Reminder {
  if (!isOpen(stored)) return stored;
  const { skip, sendAt, deadline } = wanted;
  if (stored.end && !skip) return planned(wanted, now);
  if (stored.end && !(stored.end.state === 'skipped' && OF_ANOTHER_START.includes(stored.end.reason))) return stored;
  return skip ? skipped(stored, skip, now) : { ...stored, sendAt, deadline };
}

/** One for a start at which the booking does not stand any more, or under a key that the contract has no more. */
function asUnwanted(stored: Reminder, standing: Instant | undefined, now: Instant): Reminder[] {
  if (stored.attempts.length > 0 || stored.end) return [stored];
  if (standing === stored.startsAt) return [];
  return [skipped(stored, standing === undefined ? 'cancelled' : 'moved', now)];
}

/** The newest ones. None goes of which somebody still has to learn something. */
function newest(reminders: readonly Reminder[]): Reminder[] {
  let surplus = reminders.length - KEPT;
  return reminders.filter(({ isSettled }) => !(isSettled && surplus-- > 0));
}

/**
 * The reminders of a booking as they should be kept now: those that the contract wants for the present start are planned
 * or skipped, those for another start end. `standing` is the start at which the booking stands. What went out for a start
 * is kept, so that it never goes out for the same start again.
 */
export function keepReminders(
  stored: readonly Reminder[],
  wanted: readonly WantedReminder[],
  standing: Instant | undefined,
  now: Instant,
): Reminder[] {
  const others = stored.filter((one) => !wanted.some((want) => isSame(one, want)));
  return newest([
    ...others.flatMap((one) => asUnwanted(one, standing, now)),
    ...wanted.map((want) => {
      const known = stored.find((one) => isSame(one, want));
      return known ? asWanted(known, want, now) : planned(want, now);
    }),
  ]);
}
