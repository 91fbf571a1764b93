import type { InvitationView, ReminderView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import type { Step, Tone } from '../../../ui/step.ts';

const CARRIED: Record<string, string> = { text: 'By text', template: 'By template' };

const REMINDERS: Record<ReminderView['state'], { title: string; tone: Tone }> = {
  planned: { title: 'will be sent', tone: 'info' },
  sent: { title: 'sent', tone: 'good' },
  'not-sent': { title: 'not sent', tone: 'warn' },
  skipped: { title: 'left out', tone: 'plain' },
};

const KINDS: Record<ReminderView['kind'], string> = { reminder: 'Reminder', 'follow-up': 'Follow-up' };

function stepOfReminder(reminder: ReminderView): Step {
  const { kind, key, startsAt, dueAt, state, explanation, carrier, delivery, at } = reminder;
  const { title, tone } = REMINDERS[state];
  const way = carrier && delivery && `${CARRIED[carrier]}, ${delivery}`;
  return {
    key: `${kind}/${key}/${startsAt}`,
    stage: 'completed',
    title: `${KINDS[kind]} ${key} ${title}`,
    at: state === 'planned' ? dueAt : at,
    tone,
    detail: state === 'sent' ? way : explanation,
    ...(state === 'planned' && { isAhead: true }),
  };
}

/** What reminds the customer of the booking, and what became of it. */
export const stepsOfReminders = ({ reminders }: InvitationView): Step[] => reminders.map(stepOfReminder);
