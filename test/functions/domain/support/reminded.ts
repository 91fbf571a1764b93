/** Reminders and follow-ups of one booking, as the domain plans them. */
import type { ReminderFacts } from '../../../../functions/shared/domain/reminders/plan-reminders.ts';
import type { Reminder } from '../../../../functions/shared/domain/reminders/reminder.ts';
import { type Instant, instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { clockAt, withReminders } from '../../../support/reminder-terms.ts';
import { anInvitation, form } from './invitations.ts';

/** A time of the business's clock, so many days from that of the appointment. */
export const clock = (time: string, days = 0): Instant => instantAt(clockAt(time, days));

/** The appointment begins at half past ten, and was booked ten days before. */
export const START = clock('10:30');
export const MADE = clock('09:00', -10);
/** When its reminders and follow-ups go out. */
export const [DAY_BEFORE, TWO_HOURS, THANKS, OFFER] = [
  clock('18:00', -1),
  clock('08:30'),
  clock('12:00', 1),
  clock('12:00', 30),
];

const terms = {
  reminders: [
    { key: 'day-before', before: { days: 1, at: '18:00' } },
    { key: 'two-hours', before: { minutes: 120 } },
  ],
  followUps: [
    { key: 'thanks', after: { days: 1, at: '12:00' }, category: 'utility' as const },
    { key: 'offer', after: { days: 30, at: '12:00' }, category: 'marketing' as const },
  ],
};
/** With all of them, with a template in English, and without quiet hours. */
export const contract = withReminders(aContract(), terms, ['en']);

export const booked = anInvitation({ history: { m1: form(MADE, START) } });

/** All that is known at a time; the customer wrote lately and wants messages. */
export const factsAt = (
  now: Instant,
  reminders: readonly Reminder[],
  more: Partial<ReminderFacts> = {},
): ReminderFacts => ({
  invitation: booked,
  reminders,
  messages: new Map(),
  customer: { optedOut: false, window: 'open', bookedAgain: false },
  reportsDeliveries: true,
  contract,
  now,
  ...more,
});

/** How each is: its key, and its reason, its state, or when it goes out. */
export const shown = (reminders: readonly Reminder[]): string[] =>
  reminders.map(({ key, end, sendAt }) => {
    const how = end && 'reason' in end ? end.reason : (end?.state ?? sendAt);
    return `${key}: ${how}`;
  });
