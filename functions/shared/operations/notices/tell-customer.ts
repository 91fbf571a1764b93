import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { planNotices } from '../../domain/notices/plan-notices.ts';
import { hasTimeToSend } from '../invitation/make-attempt.ts';
import { factsOf, type NoticeContext, readTold, saveTold, type Told } from './notice-context.ts';
import { sendNotice } from './send-notice.ts';
import { type Look, type WorkResult, workInTurn } from './work-in-turn.ts';

/** What became of the notices of a booking. `postponed`: there was no turn, or no time left, to send. */
export type TellResult = WorkResult & { invitationId: InvitationId };

type Claimed = { told: Told; notice: Notice };

/** Writes what the plan for the notices changes now. `hasTurn`: an attempt may be claimed. */
async function look(
  context: NoticeContext,
  invitationId: InvitationId,
  remainingMs: () => number,
  hasTurn: boolean,
): Promise<Look<Claimed>> {
  const told = await readTold(context, invitationId);
  if (!told) return { kind: 'gone' };
  const facts = await factsOf(context, told);
  const { notices, send: notice, dueAt } = planNotices(facts, randomUUID());
  const { stored } = told;
  if (isDeepStrictEqual([notices, dueAt], [stored.notices, stored.dueAt])) return { kind: 'done' };
  if (notice && !hasTimeToSend(remainingMs())) return { kind: 'postponed' };
  if (notice && !hasTurn) return { kind: 'needs-turn' };
  if (!(await saveTold(context, told, { notices, dueAt }, facts.now))) return { kind: 'lost-race' };
  return notice ? { kind: 'claimed', claimed: { told, notice } } : { kind: 'saved' };
}

/**
 * Brings the notices of a booking up to date: the customer is told of the booking as it is now if they do not know it,
 * messages that were sent are followed, and who was not told is marked. It looks again until nothing is left to do now;
 * what has to wait is due later. Each attempt has its turn, then is claimed, then made, so runs at the same time do no
 * harm. Throws if others keep writing the same notices.
 */
export async function tellCustomer(
  context: NoticeContext,
  invitationId: InvitationId,
  remainingMs: () => number,
): Promise<TellResult> {
  const work = {
    look: (hasTurn: boolean) => look(context, invitationId, remainingMs, hasTurn),
    send: ({ told, notice }: Claimed) => sendNotice(context, told.invitation, notice, remainingMs),
  };
  return {
    invitationId,
    ...(await workInTurn(context, `The notices of invitation ${invitationId}`, work, remainingMs)),
  };
}
