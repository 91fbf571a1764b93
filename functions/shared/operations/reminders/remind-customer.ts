import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { planReminders } from '../../domain/reminders/plan-reminders.ts';
import type { Reminder } from '../../domain/reminders/reminder.ts';
import { hasTimeToSend } from '../invitation/make-attempt.ts';
import type { NoticeContext } from '../notices/notice-context.ts';
import { type Look, type WorkResult, workInTurn } from '../notices/work-in-turn.ts';
import { factsOf, type Reminded, readReminded, saveReminded } from './reminder-context.ts';
import { sendReminder } from './send-reminder.ts';

/** What became of the reminders of a booking. `postponed`: something is due, and there was no turn or no time for it. */
export type RemindResult = WorkResult & { invitationId: InvitationId };

type Claimed = { reminded: Reminded; reminder: Reminder };

/** Writes what the plan for the reminders changes now. `hasTurn`: an attempt may be claimed. */
async function look(
  context: NoticeContext,
  invitationId: InvitationId,
  remainingMs: () => number,
  hasTurn: boolean,
): Promise<Look<Claimed>> {
  const reminded = await readReminded(context, invitationId);
  if (!reminded) return { kind: 'gone' };
  const facts = await factsOf(context, reminded);
  const mayClaim = hasTurn && hasTimeToSend(remainingMs());
  const { reminders, send: reminder, isReady, dueAt } = planReminders(facts, mayClaim ? randomUUID() : undefined);
  const { stored } = reminded;
  const isNews = !isDeepStrictEqual([reminders, dueAt], [stored.reminders, stored.dueAt]);
  if (isNews && !(await saveReminded(context, reminded, { reminders, dueAt }, facts.now))) return { kind: 'lost-race' };
  if (reminder) return { kind: 'claimed', claimed: { reminded, reminder } };
  if (isNews) return { kind: 'saved' };
  if (!isReady) return { kind: 'done' };
  return hasTurn ? { kind: 'postponed' } : { kind: 'needs-turn' };
}

/**
 * Brings the reminders of a booking up to date: those of its present start are planned, what is due is sent once if the
 * booking stands at that moment, messages that were sent are followed. It looks again until nothing is left to do now;
 * what has to wait is due later. Without a turn at the channel it plans and sends nothing. Throws if others keep writing
 * the same reminders.
 */
export async function remindCustomer(
  context: NoticeContext,
  invitationId: InvitationId,
  remainingMs: () => number,
): Promise<RemindResult> {
  const work = {
    look: (hasTurn: boolean) => look(context, invitationId, remainingMs, hasTurn),
    send: ({ reminded, reminder }: Claimed) => sendReminder(context, reminded, reminder, remainingMs),
  };
  const what = `The reminders of invitation ${invitationId}`;
  return { invitationId, ...(await workInTurn(context, what, work, remainingMs)) };
}
