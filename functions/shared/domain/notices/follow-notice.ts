import type { BusinessTerms } from '../business-terms.ts';
import { deliveryOf, type Message, messageArrived } from '../delivery/delivery.ts';
import { type FailureReason, REACTIONS } from '../delivery/failure.ts';
import { epochMs, type Instant, later } from '../time/instant.ts';
import type { Dispatch, NoticeAttempt, NotToldReason } from './notice.ts';

type Policy = Pick<BusinessTerms, 'delivery' | 'sending'>;

/** What was to be sent, without an end, and without an attempt that waits. */
export function withoutEnd<Sent extends Dispatch>({ end: _, isSettled: __, retryAt: ___, ...rest }: Sent): Sent {
  // All three are optional, so that the rest is one as well. The compiler does not see that of a type that it does not know.
  return rest as Sent;
}

/** The same with an end, and without an attempt that waits. */
export const ended = <Sent extends Dispatch>(notice: Sent, end: NonNullable<Sent['end']>): Sent => ({
  ...withoutEnd(notice),
  end,
});

/** The same given up: the customer was not told, and nothing more is tried. */
export const notTold = <Sent extends Dispatch>(notice: Sent, reason: NotToldReason, at: Instant): Sent => ({
  ...withoutEnd(notice),
  end: { state: 'not-told' as const, reason, at },
  isSettled: true as const,
});

/** The attempts since staff had it sent again, or all of them: each time, it may be tried as often. */
export const attemptsOfRound = ({ attempts, resends }: Dispatch): readonly NoticeAttempt[] =>
  attempts.slice(resends?.at(-1)?.after ?? 0);

/** What a failure means for a person who asks why nobody was told. */
const reasonFor = (failure: FailureReason, wasAccepted: boolean): NotToldReason => {
  if (failure === 'opted-out' || failure === 'window-closed') return failure;
  return wasAccepted ? 'failed' : 'refused';
};

/** When the next attempt may be made after a failure, if one may: the template at once, after a closed window. */
function retryAtAfter(
  notice: Dispatch,
  failure: FailureReason,
  { sending }: Policy,
  hasTemplate: boolean,
  at: Instant,
  retryAfterMs: number,
): Instant | undefined {
  const attempts = attemptsOfRound(notice);
  const reaction = REACTIONS[failure];
  if (reaction.kind === 'stop' || attempts.length >= sending.maxAttempts) return undefined;
  if (reaction.kind === 'template') {
    const isTried = attempts.some(({ carrier }) => carrier === 'template');
    return hasTemplate && !isTried ? at : undefined;
  }
  const delayMs = reaction.delaysMs[attempts.length - 1] ?? reaction.delaysMs.at(-1) ?? 0;
  const retryAt = later(at, Math.max(delayMs, retryAfterMs));
  return retryAt < notice.deadline ? retryAt : undefined;
}

/** The notice after its latest attempt failed: another attempt at a certain time, or not told. */
export function afterFailure<Sent extends Dispatch>(
  notice: Sent,
  failure: FailureReason,
  policy: Policy,
  { hasTemplate, at, retryAfterMs = 0 }: { hasTemplate: boolean; at: Instant; retryAfterMs?: number },
): Sent {
  const latest = notice.attempts.at(-1);
  const attempts = notice.attempts.map((attempt) => (attempt === latest ? { ...attempt, failure } : attempt));
  const failed = { ...withoutEnd(notice), attempts };
  const retryAt = retryAtAfter(notice, failure, policy, hasTemplate, at, retryAfterMs);
  return retryAt ? { ...failed, retryAt } : notTold(failed, reasonFor(failure, latest?.outcome === 'accepted'), at);
}

/**
 * A claim without an outcome is running until it lapses: after that nobody knows what became of it. That is as long as its
 * function may run, and half a minute for clocks that differ: if a claim lapsed while its message is on its way, the next
 * version could overtake it, or say the same once more. Keep above the time-out of the functions that send in the stack.
 */
export const NOTICE_CLAIM_LAPSES_AFTER_MS = 43_000;
export const lapsesAt = ({ claimedAt }: NoticeAttempt): Instant => later(claimedAt, NOTICE_CLAIM_LAPSES_AFTER_MS);

export const isRunning = ({ attempts }: Dispatch): boolean => {
  const latest = attempts.at(-1);
  return latest !== undefined && latest.outcome === undefined;
};

/** Whether it had attempts of which none is known to have arrived: one may do so after it was given up. */
export const mayStillArrive = ({ attempts, isSettled, end }: Dispatch): boolean =>
  attempts.length > 0 && !(isSettled && end?.state === 'told');

/** The notice after its claim lapsed without an outcome. */
export function afterLapse<Sent extends Dispatch>(notice: Sent, at: Instant): Sent {
  const latest = notice.attempts.at(-1);
  const attempts = notice.attempts.map((attempt) =>
    attempt === latest ? { ...attempt, outcome: 'unknown' as const, settledAt: at } : attempt,
  );
  return notTold({ ...notice, attempts }, 'unknown', at);
}

/** The next look at a message whose delivery is not known: on the contract's schedule, and when news are overdue. */
function nextLook(since: Instant, newsBy: Instant, { delivery }: Policy, now: Instant): Instant {
  const looks = delivery.askAfterMinutes.map((minutes) => later(since, minutes * 60_000));
  return looks.find((look) => look > now && look < newsBy) ?? newsBy;
}

/** What is to be done about a notice that was told and whose message is still followed. */
export type Followed<Sent extends Dispatch> = { kind: 'changed'; notice: Sent } | { kind: 'wait'; until: Instant };

/**
 * Follows the message of a told notice: it arrived, it failed, or nothing was reported of it by `newsBy`. Nothing
 * reported says something only on a channel that reports deliveries.
 */
export function followTold<Sent extends Dispatch>(
  notice: Sent,
  attempt: NoticeAttempt,
  message: Message | undefined,
  policy: Policy,
  facts: { hasTemplate: boolean; reportsDeliveries: boolean; newsBy: Instant; now: Instant },
): Followed<Sent> {
  const { now, newsBy } = facts;
  if (message && messageArrived(message)) return { kind: 'changed', notice: { ...notice, isSettled: true } };
  if (message?.failedAt && deliveryOf(message) === 'failed') {
    const until = later(message.failedAt, policy.delivery.graceSeconds * 1000);
    if (epochMs(until) > epochMs(now)) return { kind: 'wait', until };
    const failure = message.failure?.reason ?? 'unknown-reason';
    return { kind: 'changed', notice: afterFailure(notice, failure, policy, { ...facts, at: now }) };
  }
  if (now >= newsBy) {
    const hasNews = message?.sentAt !== undefined;
    const isSilent = !hasNews && facts.reportsDeliveries;
    // One that only was sent may still fail: it is not settled, and whoever reports that has it looked at again.
    return { kind: 'changed', notice: isSilent ? notTold(notice, 'no-news', now) : notice };
  }
  return { kind: 'wait', until: nextLook(attempt.settledAt ?? attempt.claimedAt, newsBy, policy, now) };
}
