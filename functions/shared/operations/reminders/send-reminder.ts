import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { afterAttempt, isOpenAttempt } from '../../domain/notices/attempt-end.ts';
import { templateButtons } from '../../domain/notices/buttons.ts';
import { isDated } from '../../domain/notices/notice-text.ts';
import { dueWhileSent, lookAfterSend } from '../../domain/reminders/look-after-send.ts';
import {
  isFinal,
  isStillToSend,
  mayHaveToRemind,
  newsBy,
  planReminders,
  type ReminderFacts,
} from '../../domain/reminders/plan-reminders.ts';
import type { Reminder } from '../../domain/reminders/reminder.ts';
import {
  reminderButtons,
  reminderText,
  reminderValues,
  templateFor,
  textFor,
} from '../../domain/reminders/reminder-text.ts';
import { type Instant, now } from '../../domain/time/instant.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import { callProvider } from '../notices/call-provider.ts';
import type { NoticeMessage } from '../notices/form-message.ts';
import type { NoticeContext } from '../notices/notice-context.ts';
import { templateMessage, textMessage, variablesOf } from '../notices/notice-message.ts';
import { type Outcome, type Settled, withAccepted } from '../notices/settle-attempt.ts';
import type { Sent } from '../notices/work-in-turn.ts';
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

/** A reminder whose attempt is claimed. */
export type ClaimedReminder = { invitationId: InvitationId; reminder: Reminder };

/** What was read of a claimed reminder just before the call. */
type Present = { reminded: Reminded; facts: ReminderFacts };

/** What follows from an accepted message, if that is all there is to do now and needs no fact that was not read. */
function planAfter({ facts, reminded }: Present, reminders: Reminder[], outcome: Outcome, at: Instant) {
  const messages = withAccepted(facts.messages, outcome);
  const known = messages && { ...facts, reminders, messages, now: at };
  if (!known || reminders.some((one) => mayHaveToRemind(one, at))) return undefined;
  const plan = planReminders(known, undefined);
  if (!isFinal(known, plan)) return undefined;
  const isSent = lookAfterSend(plan.reminders, at) !== undefined;
  const dueAt = isSent ? dueWhileSent(plan.dueAt, reminded.stored.dueAt, at) : plan.dueAt;
  return { reminders: plan.reminders, dueAt };
}

/**
 * Records once how an attempt to remind ended, with what follows if that is known, or else has somebody look at once.
 * Throws `Contention` if others keep writing the same reminders.
 */
function settle(context: NoticeContext, present: Present, claimId: string, outcome: Outcome): Promise<Settled> {
  const { contract } = context;
  return untilWritten<Settled>(async (attempt) => {
    const isAsRead = attempt === 1;
    const reminded = isAsRead
      ? present.reminded
      : await readReminded(context, present.reminded.invitation.invitationId);
    if (!reminded) return 'erased';
    const { stored, invitation } = reminded;
    if (!stored.reminders.some((one) => isOpenAttempt(one, claimId))) return 'settled';
    const at = now();
    const reminders = stored.reminders.map((one) => {
      const hasTemplate = templateFor(one, invitation, contract) !== undefined;
      return isOpenAttempt(one, claimId) ? afterAttempt(one, claimId, outcome.end, contract, { hasTemplate, at }) : one;
    });
    const plan = isAsRead ? planAfter(present, reminders, outcome, at) : undefined;
    if (!(await saveReminded(context, reminded, plan ?? { reminders, dueAt: at }, at))) return LOST;
    return plan ? 'followed' : 'settled';
  });
}

/**
 * Makes the claimed attempt, if the booking and the customer still allow it just before the call, and records how it
 * ended. A claim that they do not allow any more is taken back.
 */
export async function sendReminder(
  context: NoticeContext,
  { invitationId, reminder }: ClaimedReminder,
  remainingMs: () => number,
): Promise<Sent> {
  const attempt = reminder.attempts.at(-1);
  if (!attempt) throw new Error('A reminder without a claimed attempt cannot be sent.');
  const reminded = await readReminded(context, invitationId);
  if (!reminded) return { end: 'withdrawn', isFollowed: false };
  const { invitation } = reminded;
  const present = { reminded, facts: await factsOf(context, reminded) };
  const settled = (outcome: Outcome) => settle(context, present, attempt.claimId, outcome);
  const mayBeSent = isStillToSend(reminder, present.facts);
  const message = mayBeSent ? reminderMessage(context, invitation, reminder) : undefined;
  if (!message) {
    await settled({ end: { kind: 'withdrawn' } });
    return { end: 'withdrawn', isFollowed: false };
  }
  const { kind, key, startsAt } = reminder;
  const subject = {
    reminds: { invitationId, kind, key, startsAt, carrier: attempt.carrier },
    newsBy: newsBy(attempt, context.contract),
  };
  return callProvider(context, invitation, attempt, { message, subject }, settled, remainingMs);
}
