import type {
  isStillToSend,
  planAhead,
  ReminderFacts,
} from '../../../functions/shared/domain/reminders/plan-reminders.ts';
import type { Reminder } from '../../../functions/shared/domain/reminders/reminder.ts';
import type { quietSpanAt, reminderTimes } from '../../../functions/shared/domain/reminders/reminder-times.ts';
import type { standsAt } from '../../../functions/shared/domain/reminders/standing.ts';
import { Instant } from '../../../functions/shared/domain/time/instant.ts';
import { breakOf, type Planted } from './plant.ts';

/** Deliberate breaks of when, how often and of what customers are reminded. */
export const REMINDER_BREAKS: readonly Planted[] = [
  breakOf<typeof planAhead>({
    name: 'reminder-repeated-for-notes',
    promise: 14,
    file: 'functions/shared/domain/reminders/plan-reminders.ts',
    seam: 'planAhead',
    broken: (plan) => (facts, stored) =>
      plan(facts, { ...stored, reminders: stored.reminders.filter(({ isSettled }) => !isSettled) }),
    why: 'A reminder that went out goes out again when somebody changes the notes.',
    fromSeed: 21,
  }),
  breakOf<typeof isStillToSend>({
    name: 'reminder-not-read-again',
    promise: 14,
    file: 'functions/shared/operations/reminders/send-reminder.ts',
    seam: 'isStillToSend',
    broken: () => () => true,
    why: 'What was moved or cancelled a moment before is reminded of all the same.',
    fromSeed: 1011,
  }),
  breakOf<typeof standsAt>({
    name: 'reminder-of-what-is-cancelled',
    promise: 14,
    file: 'functions/shared/domain/reminders/standing.ts',
    seam: 'standsAt',
    broken: () => (booking) => booking?.startsAt,
    why: 'Who cancelled is reminded.',
    fromSeed: 39,
  }),
  breakOf<typeof reminderTimes>({
    name: 'reminder-long-late',
    promise: 14,
    file: 'functions/shared/domain/reminders/reminder-times.ts',
    seam: 'reminderTimes',
    broken: (times) => (startsAt, terms, contract) =>
      times(startsAt, { ...terms, lateByMinutes: Number.POSITIVE_INFINITY }, contract),
    why: 'After an outage reminders go out that are of no use any more.',
    fromSeed: 663,
  }),
  breakOf<typeof quietSpanAt>({
    name: 'reminder-in-quiet-hours',
    promise: 14,
    file: 'functions/shared/domain/reminders/reminder-times.ts',
    seam: 'quietSpanAt',
    broken: (spanAt) => (at, quietHours, zone) =>
      quietHours && quietHours.from > quietHours.to ? undefined : spanAt(at, quietHours, zone),
    why: 'Quiet hours that go over midnight are none.',
    fromSeed: 177,
  }),
  breakOf<(stored: Reminder, ...rest: unknown[]) => Reminder>({
    name: 'reminder-not-planned-again',
    promise: 14,
    file: 'functions/shared/domain/reminders/keep-reminders.ts',
    seam: 'asWanted',
    broken:
      (wanted) =>
      (stored, ...rest) =>
        stored.end ? stored : wanted(stored, ...rest),
    why: 'Whose appointment is moved away and back is not reminded.',
    fromSeed: 1827,
  }),
  breakOf<(wanted: unknown, invitation: unknown, contract: unknown, setAt: Instant, now: Instant) => unknown>({
    name: 'reminder-inside-its-lead',
    promise: 14,
    file: 'functions/shared/domain/reminders/wanted-reminders.ts',
    seam: 'skipReason',
    broken: (reason) => (wanted, invitation, contract, _, now) =>
      reason(wanted, invitation, contract, Instant.parse('1970-01-01T00:00:00.000Z'), now),
    why: 'Who has just booked is reminded at once.',
    fromSeed: 381,
  }),
  breakOf<(reminder: Reminder, facts: ReminderFacts) => unknown>({
    name: 'follow-up-after-opt-out',
    promise: 14,
    file: 'functions/shared/domain/reminders/plan-reminders.ts',
    seam: 'nextStep',
    broken: (next) => (reminder, facts) =>
      next(
        reminder,
        reminder.kind === 'follow-up' ? { ...facts, customer: { ...facts.customer, optedOut: false } } : facts,
      ),
    why: 'Who wants no messages is written to after the visit.',
    fromSeed: 483,
  }),
];
