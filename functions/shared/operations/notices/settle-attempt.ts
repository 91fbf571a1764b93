import { isDeepStrictEqual } from 'node:util';
import type { Message } from '../../domain/delivery/delivery.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { type AttemptEnd, afterAttempt, isOpenAttempt } from '../../domain/notices/attempt-end.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import {
  hasTemplateFor,
  isFinal,
  mayHaveToSend,
  type NoticeFacts,
  type NoticePlan,
  planNotices,
} from '../../domain/notices/plan-notices.ts';
import { type Instant, now } from '../../domain/time/instant.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import { type NoticeContext, readTold, saveTold, type Told } from './notice-context.ts';

/** How an attempt ended, with its message as it was stored, if it was accepted. */
export type Outcome = { end: AttemptEnd; message?: Message | undefined };

/** `erased`: the customer was. `followed`: what follows from the end is written as well. */
export type Settled = 'erased' | 'settled' | 'followed';

/** A claimed attempt, with what the claim left, and with the facts by which it was planned. */
export type ClaimedAttempt = { told: Told; facts: NoticeFacts; claimId: string };

/** The messages that are known, and the one that was accepted; `undefined` where one has to look at what was reported of it. */
export function withAccepted(
  known: ReadonlyMap<string, Message>,
  { end, message }: Outcome,
): ReadonlyMap<string, Message> | undefined {
  if (end.kind !== 'accepted' || !message || message.failedAt) return undefined;
  return new Map([...known, [end.message, message]]);
}

/** What follows from an accepted message, if that is all there is to do now and needs no fact that was not read. */
function planAfter(facts: NoticeFacts, notices: Notice[], outcome: Outcome, at: Instant): NoticePlan | undefined {
  const messages = withAccepted(facts.messages, outcome);
  const known = messages && { ...facts, notices, messages, now: at };
  if (!known || mayHaveToSend(known)) return undefined;
  const plan = planNotices(known, '');
  return isFinal(known, plan) ? plan : undefined;
}

/**
 * Whether the booking is what it was when the attempt was claimed. A look at a change finds the attempt open, writes nothing and
 * leaves the change to whoever ends the attempt. So this is read once the end is written.
 */
async function isStillSo({ table }: NoticeContext, { invitationId, booking }: Invitation): Promise<boolean> {
  const current = await readInvitation(table, invitationId);
  return isDeepStrictEqual(current?.booking, booking);
}

/**
 * Records once how an attempt to tell ended, with what follows if that is known, or else has somebody look at once. Nothing
 * is read unless somebody else wrote the notices since they were claimed. Throws `Contention` if others keep writing them.
 */
export function settleNoticeAttempt(
  context: NoticeContext,
  { told: claimed, facts, claimId }: ClaimedAttempt,
  outcome: Outcome,
): Promise<Settled> {
  const { contract } = context;
  return untilWritten<Settled>(async (attempt) => {
    const isAsClaimed = attempt === 1;
    const told = isAsClaimed ? claimed : await readTold(context, claimed.invitation.invitationId);
    if (!told) return 'erased';
    const { stored, invitation } = told;
    if (!stored.notices.some((notice) => isOpenAttempt(notice, claimId))) return 'settled';
    const at = now();
    const notices = stored.notices.map((notice) => {
      const hasTemplate = hasTemplateFor(notice, invitation, contract);
      return isOpenAttempt(notice, claimId)
        ? afterAttempt(notice, claimId, outcome.end, contract, { hasTemplate, at })
        : notice;
    });
    const plan = isAsClaimed ? planAfter({ ...facts, invitation }, notices, outcome, at) : undefined;
    if (!(await saveTold(context, told, plan ?? { notices, dueAt: at }, at))) return LOST;
    return plan && (await isStillSo(context, invitation)) ? 'followed' : 'settled';
  });
}
