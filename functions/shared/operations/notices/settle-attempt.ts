import type { FailureReason } from '../../domain/delivery/failure.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { afterFailure, ended } from '../../domain/notices/follow-notice.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { hasTemplateFor } from '../../domain/notices/plan-notices.ts';
import { type Instant, now } from '../../domain/time/instant.ts';
import { pauseAfter, TRIES } from '../../store/table/lost-race.ts';
import { type NoticeContext, readTold, saveTold } from './notice-context.ts';

/** How an attempt to tell ended. `message`: the key of the accepted message. `nothing-to-say`: nothing was sent. */
export type AttemptEnd =
  | { kind: 'accepted'; message: string }
  | { kind: 'refused'; reason: FailureReason; retryAfterMs?: number | undefined }
  | { kind: 'unknown' }
  | { kind: 'nothing-to-say' };

function afterEnd(
  { contract }: NoticeContext,
  invitation: Invitation,
  notice: Notice,
  claimId: string,
  end: AttemptEnd,
  at: Instant,
): Notice {
  const outcome = end.kind === 'nothing-to-say' ? 'refused' : end.kind;
  const settled = { outcome, settledAt: at, ...(end.kind === 'accepted' && { message: end.message }) } as const;
  const attempts = notice.attempts.map((attempt) =>
    attempt.claimId === claimId ? { ...attempt, ...settled } : attempt,
  );
  const { isSettled: _, ...tried } = { ...notice, attempts };
  switch (end.kind) {
    case 'accepted':
      return ended(tried, { state: 'told', at });
    case 'unknown':
      return { ...ended(tried, { state: 'not-told', reason: 'unknown', at }), isSettled: true };
    case 'nothing-to-say':
      return { ...ended(tried, { state: 'not-told', reason: 'needs-attention', at }), isSettled: true };
    case 'refused': {
      const { reason, retryAfterMs } = end;
      const hasTemplate = hasTemplateFor(tried, invitation, contract);
      return afterFailure(tried, reason, contract, { hasTemplate, at, ...(retryAfterMs && { retryAfterMs }) });
    }
  }
}

/** Whether the attempt still waits for its outcome; one that was given up as unknown may turn out otherwise. */
const isOpen = ({ attempts }: Notice, claimId: string): boolean =>
  attempts.some(({ claimId: id, outcome }) => id === claimId && (outcome === undefined || outcome === 'unknown'));

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
    if (!stored.notices.some((notice) => isOpen(notice, claimId))) return true;
    const at = now();
    const notices = stored.notices.map((notice) =>
      isOpen(notice, claimId) ? afterEnd(context, invitation, notice, claimId, end, at) : notice,
    );
    if (await saveTold(context, told, { notices, dueAt: at }, at)) return true;
    await pauseAfter(attempt);
  }
  throw new Error(`The notices of invitation ${invitationId} are written by too many at once.`);
}
