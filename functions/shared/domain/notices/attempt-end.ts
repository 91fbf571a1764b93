import type { BusinessTerms } from '../business-terms.ts';
import type { FailureReason } from '../delivery/failure.ts';
import type { Instant } from '../time/instant.ts';
import { afterFailure, ended, notTold } from './follow-notice.ts';
import type { Dispatch } from './notice.ts';

/**
 * How a claimed attempt ended. `message`: the key of the accepted message. `nothing-to-say`: there was no text after all.
 * `withdrawn`: what was to be sent no longer held just before the call. Of these two nothing was sent.
 */
export type AttemptEnd =
  | { kind: 'accepted'; message: string }
  | { kind: 'refused'; reason: FailureReason; retryAfterMs?: number | undefined }
  | { kind: 'unknown' }
  | { kind: 'nothing-to-say' }
  | { kind: 'withdrawn' };

/** Whether the attempt still waits for its outcome; one that was given up as unknown may turn out otherwise. */
export const isOpenAttempt = ({ attempts }: Dispatch, claimId: string): boolean =>
  attempts.some(({ claimId: id, outcome }) => id === claimId && (outcome === undefined || outcome === 'unknown'));

/** What an attempt belongs to, after its end. A claim that was withdrawn leaves nothing. */
export function afterAttempt<Sent extends Dispatch>(
  sent: Sent,
  claimId: string,
  end: AttemptEnd,
  policy: Pick<BusinessTerms, 'delivery' | 'sending'>,
  { hasTemplate, at }: { hasTemplate: boolean; at: Instant },
): Sent {
  if (end.kind === 'withdrawn') return { ...sent, attempts: sent.attempts.filter((one) => one.claimId !== claimId) };
  const outcome = end.kind === 'nothing-to-say' ? 'refused' : end.kind;
  const settled = { outcome, settledAt: at, ...(end.kind === 'accepted' && { message: end.message }) } as const;
  const attempts = sent.attempts.map((attempt) => (attempt.claimId === claimId ? { ...attempt, ...settled } : attempt));
  const tried = { ...sent, attempts };
  switch (end.kind) {
    case 'accepted':
      return ended(tried, { state: 'told', at });
    case 'unknown':
      return notTold(tried, 'unknown', at);
    case 'nothing-to-say':
      return notTold(tried, 'needs-attention', at);
    case 'refused': {
      const { reason, retryAfterMs } = end;
      return afterFailure(tried, reason, policy, { hasTemplate, at, retryAfterMs });
    }
  }
}
