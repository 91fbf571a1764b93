import type { AttentionReason } from '../booking/booking.ts';
import type { BusinessTerms } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { Instant } from '../time/instant.ts';
import type { Reminder, SkipReason } from './reminder.ts';
import { textFor } from './reminder-text.ts';
import { followUpTimes, quietSpanAt, reminderTimes } from './reminder-times.ts';
import { standsAt, startSetAt } from './standing.ts';

/** What the contract wants for a start of a booking: when it goes out, or why nothing does. */
export type WantedReminder = Pick<Reminder, 'kind' | 'key' | 'startsAt' | 'sendAt' | 'deadline'> & {
  skip?: SkipReason;
};

/** Whether the contract has anything sent before or after appointments. */
export const remindsCustomers = ({
  reminders = [],
  followUps = [],
}: Pick<BusinessTerms, 'reminders' | 'followUps'>): boolean => reminders.length + followUps.length > 0;

/** Whether two are about the same: no customer gets both. */
export const isSame = (
  one: Pick<Reminder, 'kind' | 'key' | 'startsAt'>,
  other: Pick<Reminder, 'kind' | 'key' | 'startsAt'>,
): boolean => one.kind === other.kind && one.key === other.key && one.startsAt === other.startsAt;

/**
 * What a person has to look at although the appointment itself stands as it is: an overlap is the business's own affair,
 * and a further form that was refused changes nothing. Whatever else it is may change the appointment.
 */
const HARMLESS: readonly AttentionReason[] = ['overlap', 'form-refused', 'slot-taken', 'none-suits', 'form-too-large'];

const isMended = ({ booking }: Pick<Invitation, 'booking'>): boolean =>
  booking?.attention.every((reason) => HARMLESS.includes(reason)) ?? false;

/** Whether it cannot go out in time any more: its time is over, or will be when the quiet hours end. */
export function isTooLate(
  { sendAt, deadline }: Pick<Reminder, 'sendAt' | 'deadline'>,
  { booking, quietHours }: BusinessTerms,
  now: Instant,
): boolean {
  if (now >= deadline) return true;
  const quiet = sendAt <= now ? quietSpanAt(now, quietHours, booking) : undefined;
  return quiet !== undefined && quiet.until >= deadline;
}

function skipReason(
  wanted: WantedReminder,
  invitation: Invitation,
  contract: BusinessTerms,
  setAt: Instant,
  now: Instant,
): SkipReason | undefined {
  if (!invitation.recipient) return 'no-address';
  if (textFor(wanted, invitation, contract) === undefined) return 'no-text';
  if (!isMended(invitation)) return 'needs-attention';
  if (wanted.sendAt <= setAt) return 'inside-lead';
  if (!isTooLate(wanted, contract, now)) return undefined;
  return wanted.kind === 'reminder' && wanted.startsAt <= now ? 'past' : 'late';
}

/** What the contract wants for the start at which a booking stands; nothing for one that does not stand. */
export function wantedReminders(invitation: Invitation, contract: BusinessTerms, now: Instant): WantedReminder[] {
  const startsAt = standsAt(invitation.booking);
  const setAt = startSetAt(invitation, contract);
  if (startsAt === undefined || setAt === undefined) return [];
  const { reminders = [], followUps = [] } = contract;
  const wanted: WantedReminder[] = [
    ...reminders.map((terms) => ({
      kind: 'reminder' as const,
      key: terms.key,
      startsAt,
      ...reminderTimes(startsAt, terms, contract),
    })),
    ...followUps.map((terms) => ({
      kind: 'follow-up' as const,
      key: terms.key,
      startsAt,
      ...followUpTimes(startsAt, terms, contract),
    })),
  ];
  return wanted.map((one) => {
    const skip = skipReason(one, invitation, contract, setAt, now);
    return skip ? { ...one, skip } : one;
  });
}
