import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Message } from '../../domain/delivery/delivery.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { isFinal, planNotices } from '../../domain/notices/plan-notices.ts';
import { hasTimeToSend } from '../invitation/make-attempt.ts';
import { factsOf, type NoticeContext, readTold, saveTold, type Told } from './notice-context.ts';
import { type ClaimedNotice, sendNotice } from './send-notice.ts';
import { type Look, type WorkResult, workInTurn } from './work-in-turn.ts';

/** What became of the notices of a booking. `postponed`: there was no turn, or no time left, to send. */
export type TellResult = WorkResult & { invitationId: InvitationId };

/** A booking with its notices and what was reported of their messages, as the caller has just read them. */
export type SeenNotices = { told: Told; messages: ReadonlyMap<string, Message> };

/** Writes what the plan for the notices changes now. `hasTurn`: an attempt may be claimed. */
async function look(
  context: NoticeContext,
  invitationId: InvitationId,
  remainingMs: () => number,
  hasTurn: boolean,
  seen: SeenNotices | undefined,
): Promise<Look<ClaimedNotice>> {
  const told = seen?.told ?? (await readTold(context, invitationId));
  if (!told) return { kind: 'gone' };
  const facts = await factsOf(context, told, seen?.messages);
  const plan = planNotices(facts, randomUUID());
  const { notices, send: notice, dueAt } = plan;
  const { stored } = told;
  if (isDeepStrictEqual([notices, dueAt], [stored.notices, stored.dueAt])) return { kind: 'done' };
  if (notice && !hasTimeToSend(remainingMs())) return { kind: 'postponed' };
  if (notice && !hasTurn) return { kind: 'needs-turn' };
  const saved = await saveTold(context, told, { notices, dueAt }, facts.now);
  if (!saved) return { kind: 'lost-race' };
  if (notice) return { kind: 'claimed', claimed: { told: saved, notice, facts } };
  return { kind: isFinal(facts, plan) ? 'done' : 'saved' };
}

/**
 * Brings the notices of a booking up to date: the customer is told of the booking as it is now if they do not know it,
 * messages that were sent are followed, and who was not told is marked. It looks again until nothing is left to do now;
 * what has to wait is due later. Each attempt has its turn, then is claimed, then made, so runs at the same time do no
 * harm. The first look is at what the caller has `seen`; where a turn is known to be needed, it comes before that look.
 * Throws if others keep writing the same notices.
 */
export async function tellCustomer(
  context: NoticeContext,
  invitationId: InvitationId,
  remainingMs: () => number,
  { seen, needsTurn = false }: { seen?: SeenNotices | undefined; needsTurn?: boolean } = {},
): Promise<TellResult> {
  const work = {
    what: `The notices of invitation ${invitationId}`,
    needsTurn,
    look: (hasTurn: boolean, isFirst: boolean) =>
      look(context, invitationId, remainingMs, hasTurn, isFirst ? seen : undefined),
    send: (claimed: ClaimedNotice) => sendNotice(context, claimed, remainingMs),
  };
  return { invitationId, ...(await workInTurn(context, work, remainingMs)) };
}
