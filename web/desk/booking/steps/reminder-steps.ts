import type { InvitationView, ReminderView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import type { Step, Tone } from '../../../ui/step.ts';
import type { LineWords } from './line-words.ts';

const TONES: Record<ReminderView['state'], Tone> = {
  planned: 'info',
  sent: 'good',
  'not-sent': 'warn',
  skipped: 'plain',
};

/** Why nothing was sent, in the language that is shown. */
function whyOf({ state, reason }: ReminderView, { reasons }: LineWords): string | undefined {
  const sentences: Record<string, string> = state === 'skipped' ? reasons.skipped : reasons.notTold;
  return reason && sentences[reason];
}

function stepOfReminder(reminder: ReminderView, words: LineWords): Step {
  const { kind, key, startsAt, dueAt, state, carrier, delivery, at } = reminder;
  const { kinds, reminders, carried, arrived } = words.steps;
  return {
    key: `${kind}/${key}/${startsAt}`,
    stage: 'completed',
    title: `${kinds[kind]} ${key} ${reminders[state]}`,
    at: state === 'planned' ? dueAt : at,
    tone: TONES[state],
    detail:
      state === 'sent' ? carrier && delivery && `${carried[carrier]}, ${arrived[delivery]}` : whyOf(reminder, words),
    ...(state === 'planned' && { isAhead: true }),
  };
}

/** What reminds the customer of the booking, and what became of it. */
export const stepsOfReminders = ({ reminders }: InvitationView, words: LineWords): Step[] =>
  reminders.map((reminder) => stepOfReminder(reminder, words));
