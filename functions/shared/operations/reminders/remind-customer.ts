import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Message } from '../../domain/delivery/delivery.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { dueWhileSent } from '../../domain/reminders/look-after-send.ts';
import { isFinal, planReminders } from '../../domain/reminders/plan-reminders.ts';
import { hasTimeToSend } from '../invitation/make-attempt.ts';
import type { NoticeContext } from '../notices/notice-context.ts';
import { type Look, type WorkResult, workInTurn } from '../notices/work-in-turn.ts';
import { factsOf, type Reminded, readReminded, saveReminded } from './reminder-context.ts';
import { type ClaimedReminder, sendReminder } from './send-reminder.ts';

/** What became of the reminders of a booking. `postponed`: something is due, and there was no turn or no time for it. */
export type RemindResult = WorkResult & { invitationId: InvitationId };

/** A booking with its reminders and what was reported of their messages, as the caller has just read them. */
export type SeenReminders = { reminded: Reminded; messages: ReadonlyMap<string, Message> };

/** Writes what the plan for the reminders changes now. `hasTurn`: an attempt may be claimed. */
async function look(
  context: NoticeContext,
  invitationId: InvitationId,
  remainingMs: () => number,
  hasTurn: boolean,
  seen: SeenReminders | undefined,
): Promise<Look<ClaimedReminder>> {
  const reminded = seen?.reminded ?? (await readReminded(context, invitationId));
  if (!reminded) return { kind: 'gone' };
  const facts = await factsOf(context, reminded, seen?.messages);
  const mayClaim = hasTurn && hasTimeToSend(remainingMs());
  const plan = planReminders(facts, mayClaim ? randomUUID() : undefined);
  const { reminders, send: reminder, isReady } = plan;
  const { stored } = reminded;
  const dueAt = reminder ? dueWhileSent(plan.dueAt, stored.dueAt, facts.now) : plan.dueAt;
  const isNews = !isDeepStrictEqual([reminders, dueAt], [stored.reminders, stored.dueAt]);
  if (isNews && !(await saveReminded(context, reminded, { reminders, dueAt }, facts.now))) return { kind: 'lost-race' };
  if (reminder) return { kind: 'claimed', claimed: { invitationId, reminder } };
  if (isNews) return { kind: isFinal(facts, plan) ? 'done' : 'saved' };
  if (!isReady) return { kind: 'done' };
  return hasTurn ? { kind: 'postponed' } : { kind: 'needs-turn' };
}

/**
 * Brings the reminders of a booking up to date: those of its present start are planned, what is due is sent once if the
 * booking stands at that moment, messages that were sent are followed. It looks again until nothing is left to do now;
 * what has to wait is due later. Without a turn at the channel it plans and sends nothing. The first look is at what the
 * caller has `seen`; where a turn is known to be needed, it comes before that look. Throws if others keep writing the same
 * reminders.
 */
export async function remindCustomer(
  context: NoticeContext,
  invitationId: InvitationId,
  remainingMs: () => number,
  { seen, needsTurn = false }: { seen?: SeenReminders | undefined; needsTurn?: boolean } = {},
): Promise<RemindResult> {
  const work = {
    what: `The reminders of invitation ${invitationId}`,
    needsTurn,
    look: (hasTurn: boolean, isFirst: boolean) =>
      look(context, invitationId, remainingMs, hasTurn, isFirst ? seen : undefined),
    send: (claimed: ClaimedReminder) => sendReminder(context, claimed, remainingMs),
  };
  return { invitationId, ...(await workInTurn(context, work, remainingMs)) };
}
