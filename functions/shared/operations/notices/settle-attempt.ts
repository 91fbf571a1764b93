import type { Invitation } from '../../domain/invitation/invitation.ts';
import { type AttemptEnd, afterAttempt, isOpenAttempt } from '../../domain/notices/attempt-end.ts';
import { hasTemplateFor } from '../../domain/notices/plan-notices.ts';
import { now } from '../../domain/time/instant.ts';
import { pauseAfter, TRIES } from '../../store/table/lost-race.ts';
import { type NoticeContext, readTold, saveTold } from './notice-context.ts';

/**
 * Records once how an attempt to tell ended, and has somebody look at once at what follows. Returns `false` if the
 * customer was erased meanwhile. Throws if others keep writing the same notices.
 */
export async function settleNoticeAttempt(
  context: NoticeContext,
  invitationId: Invitation['invitationId'],
  claimId: string,
  end: AttemptEnd,
): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const told = await readTold(context, invitationId);
    if (!told) return false;
    const { stored, invitation } = told;
    if (!stored.notices.some((notice) => isOpenAttempt(notice, claimId))) return true;
    const at = now();
    const { contract } = context;
    const notices = stored.notices.map((notice) => {
      const hasTemplate = hasTemplateFor(notice, invitation, contract);
      return isOpenAttempt(notice, claimId)
        ? afterAttempt(notice, claimId, end, contract, { hasTemplate, at })
        : notice;
    });
    if (await saveTold(context, told, { notices, dueAt: at }, at)) return true;
    await pauseAfter(attempt);
  }
  throw new Error(`The notices of invitation ${invitationId} are written by too many at once.`);
}
