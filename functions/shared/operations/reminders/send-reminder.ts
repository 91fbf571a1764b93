import { isDated } from '../../domain/chat/chat-texts.ts';
import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import { type AttemptEnd, afterAttempt, isOpenAttempt } from '../../domain/notices/attempt-end.ts';
import { templateButtons } from '../../domain/notices/buttons.ts';
import { isStillToSend, newsBy } from '../../domain/reminders/plan-reminders.ts';
import type { Reminder } from '../../domain/reminders/reminder.ts';
import {
  reminderButtons,
  reminderText,
  reminderValues,
  templateFor,
  textFor,
} from '../../domain/reminders/reminder-text.ts';
import { now } from '../../domain/time/instant.ts';
import { pauseAfter, TRIES } from '../../store/table/lost-race.ts';
import { callProvider } from '../notices/call-provider.ts';
import type { NoticeMessage } from '../notices/form-message.ts';
import type { NoticeContext } from '../notices/notice-context.ts';
import { templateMessage, textMessage, variablesOf } from '../notices/notice-message.ts';
import { factsOf, type Reminded, readReminded, saveReminded } from './reminder-context.ts';

/** The message about an appointment as it is now; `undefined` if the contract has no words for it any more. */
function reminderMessage(
  context: NoticeContext,
  invitation: Invitation,
  reminder: Reminder,
): NoticeMessage | undefined {
  const { contract } = context;
  const { booking } = invitation;
  if (!isDated(booking)) return undefined;
  const at = now();
  const recipient = addresseeOf(invitation);
  const values = reminderValues(booking, invitation, contract, at);
  if (reminder.attempts.at(-1)?.carrier === 'template') {
    const template = templateFor(reminder, invitation, contract);
    const about = { invitationId: invitation.invitationId, startsAt: reminder.startsAt };
    const buttons = template ? templateButtons(template).map((button) => ({ ...button, ...about })) : [];
    return template && templateMessage(context, { recipient, template, values: variablesOf(values) }, buttons);
  }
  const text = textFor(reminder, invitation, contract);
  if (text === undefined) return undefined;
  const buttons = reminderButtons(reminder, invitation, contract, at);
  return textMessage(context, { recipient, text: reminderText(text, values) }, buttons);
}

/**
 * Records once how an attempt to remind ended, and has somebody look at once at what follows. Returns `false` if the
 * customer was erased meanwhile. Throws if others keep writing the same reminders.
 */
async function settle(
  context: NoticeContext,
  invitationId: Invitation['invitationId'],
  claimId: string,
  end: AttemptEnd,
): Promise<boolean> {
  const { contract } = context;
  for (let count = 1; count <= TRIES; count++) {
    const reminded = await readReminded(context, invitationId);
    if (!reminded) return false;
    const { stored, invitation } = reminded;
    if (!stored.reminders.some((one) => isOpenAttempt(one, claimId))) return true;
    const at = now();
    const reminders = stored.reminders.map((one) => {
      const hasTemplate = templateFor(one, invitation, contract) !== undefined;
      return isOpenAttempt(one, claimId) ? afterAttempt(one, claimId, end, contract, { hasTemplate, at }) : one;
    });
    if (await saveReminded(context, reminded, { reminders, dueAt: at }, at)) return true;
    await pauseAfter(count);
  }
  throw new Error(`The reminders of invitation ${invitationId} are written by too many at once.`);
}

/**
 * Makes the claimed attempt, if the booking and the customer still allow it just before the call, and records how it
 * ended. A claim that they do not allow any more is taken back.
 */
export async function sendReminder(
  context: NoticeContext,
  { invitation: { invitationId } }: Reminded,
  reminder: Reminder,
  remainingMs: () => number,
): Promise<AttemptEnd> {
  const attempt = reminder.attempts.at(-1);
  if (!attempt) throw new Error('A reminder without a claimed attempt cannot be sent.');
  const settled = (end: AttemptEnd) => settle(context, invitationId, attempt.claimId, end);
  const present = await readReminded(context, invitationId);
  const mayBeSent = present !== undefined && isStillToSend(reminder, await factsOf(context, present));
  const message = mayBeSent ? reminderMessage(context, present.invitation, reminder) : undefined;
  if (!present || !message) {
    await settled({ kind: 'withdrawn' });
    return { kind: 'withdrawn' };
  }
  const { kind, key, startsAt } = reminder;
  const subject = {
    reminds: { invitationId, kind, key, startsAt, carrier: attempt.carrier },
    newsBy: newsBy(attempt, context.contract),
  };
  return callProvider(context, present.invitation, attempt, { message, subject }, settled, remainingMs);
}
