import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { AttemptEnd } from '../../domain/notices/attempt-end.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { callProvider } from './call-provider.ts';
import type { NoticeContext } from './notice-context.ts';
import { noticeMessage } from './notice-message.ts';
import { settleNoticeAttempt } from './settle-attempt.ts';

/** Makes the claimed attempt to tell, and records how it ended. */
export async function sendNotice(
  context: NoticeContext,
  invitation: Invitation,
  notice: Notice,
  remainingMs: () => number,
): Promise<AttemptEnd> {
  const { invitationId } = invitation;
  const attempt = notice.attempts.at(-1);
  if (!attempt) throw new Error('A notice without a claimed attempt cannot be sent.');
  const settle = (end: AttemptEnd) => settleNoticeAttempt(context, invitationId, attempt.claimId, end);
  const message = await noticeMessage(context, invitation, notice, attempt.carrier);
  if (!message) {
    await settle({ kind: 'nothing-to-say' });
    return { kind: 'nothing-to-say' };
  }
  const subject = { tells: { invitationId, revision: notice.revision }, newsBy: notice.deadline };
  return callProvider(context, invitation, attempt, { message, subject }, settle, remainingMs);
}
