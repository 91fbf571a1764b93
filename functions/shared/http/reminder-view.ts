import { deliveryOf, type Message } from '../domain/delivery/delivery.ts';
import { type Reminder, reminderState } from '../domain/reminders/reminder.ts';
import { notSentSentence, SKIP_SENTENCES } from '../domain/reminders/reminder-sentences.ts';
import type { Table } from '../store/table/table.ts';
import type { ReminderView } from './answers/invitation-schema.ts';
import { messagesThatCarried } from './notice-view.ts';

function reasonOf({ end }: Reminder): Pick<ReminderView, 'reason' | 'explanation'> {
  switch (end?.state) {
    case 'not-told':
      return { reason: end.reason, explanation: notSentSentence(end.reason) };
    case 'skipped':
      return { reason: end.reason, explanation: SKIP_SENTENCES[end.reason] };
    default:
      return {};
  }
}

function reminderView(reminder: Reminder, message: Message | undefined): ReminderView {
  const { kind, key, startsAt, sendAt, attempts, end, createdAt } = reminder;
  const latest = attempts.at(-1);
  return {
    kind,
    key,
    startsAt,
    dueAt: sendAt,
    state: reminderState(reminder),
    ...reasonOf(reminder),
    ...(latest && { carrier: latest.carrier }),
    ...(message && { messageId: message.messageId, delivery: deliveryOf(message) }),
    at: end?.at ?? latest?.claimedAt ?? createdAt,
  };
}

/** Shows the reminders of an invitation, after reading the messages that carried them. */
export async function reminderViews(table: Table, reminders: readonly Reminder[]): Promise<ReminderView[]> {
  const messages = await messagesThatCarried(table, reminders);
  return reminders.map((reminder, index) => reminderView(reminder, messages[index]));
}
