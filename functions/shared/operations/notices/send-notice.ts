import type { AttemptEnd } from '../../domain/notices/attempt-end.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import type { NoticeFacts } from '../../domain/notices/plan-notices.ts';
import { callProvider } from './call-provider.ts';
import type { NoticeContext, Told } from './notice-context.ts';
import { noticeMessage } from './notice-message.ts';
import { settleNoticeAttempt } from './settle-attempt.ts';
import type { Sent } from './work-in-turn.ts';

/** A notice whose attempt is claimed, with what the claim left, and with the facts by which it was planned. */
export type ClaimedNotice = { told: Told; notice: Notice; facts: NoticeFacts };

/** Makes the claimed attempt to tell, and records how it ended. */
export async function sendNotice(
  context: NoticeContext,
  claimed: ClaimedNotice,
  remainingMs: () => number,
): Promise<Sent> {
  const { told, notice, facts } = claimed;
  const { invitation } = told;
  const attempt = notice.attempts.at(-1);
  if (!attempt) throw new Error('A notice without a claimed attempt cannot be sent.');
  const message = await noticeMessage(context, invitation, notice, attempt.carrier);
  if (!message) {
    const end: AttemptEnd = { kind: 'nothing-to-say' };
    await settleNoticeAttempt(context, { told, facts, claimId: attempt.claimId }, { end });
    return { end: end.kind, isFollowed: false };
  }
  const subject = {
    tells: { invitationId: invitation.invitationId, revision: notice.revision },
    newsBy: notice.deadline,
  };
  return callProvider(
    context,
    invitation,
    attempt,
    { message, subject },
    (outcome) => settleNoticeAttempt(context, { told, facts, claimId: attempt.claimId }, outcome),
    remainingMs,
  );
}
