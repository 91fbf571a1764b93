import type { BusinessTerms } from '../business-terms.ts';
import { deliveryOf, type Message, messageArrived } from '../delivery/delivery.ts';
import { type FailureReason, REACTIONS } from '../delivery/failure.ts';
import { CLAIM_LAPSES_AFTER_MS } from '../invitation/invitation-status.ts';
import { epochMs, type Instant, later } from '../time/instant.ts';
import type { Notice, NoticeAttempt, NoticeEnd, NotToldReason } from './notice.ts';

type Policy = Pick<BusinessTerms, 'delivery' | 'sending'>;

/** A notice that is not told: why, and whether it may be tried again. */
const withoutEnd = ({ end: _, retryAt: __, ...notice }: Notice): Notice => notice;

export const ended = (notice: Notice, end: NoticeEnd): Notice => ({ ...withoutEnd(notice), end });

const notTold = (notice: Notice, reason: NotToldReason, at: Instant): Notice => ({
  ...ended(notice, { state: 'not-told', reason, at }),
  isSettled: true,
});

/** What a failure means for a person who asks why nobody was told. */
const reasonFor = (failure: FailureReason, wasAccepted: boolean): NotToldReason => {
  if (failure === 'opted-out' || failure === 'window-closed') return failure;
  return wasAccepted ? 'failed' : 'refused';
};

/** When the next attempt may be made after a failure, if one may: the template at once, after a closed window. */
function retryAtAfter(
  { attempts, deadline }: Notice,
  failure: FailureReason,
  { sending }: Policy,
  hasTemplate: boolean,
  at: Instant,
  retryAfterMs: number,
): Instant | undefined {
  const reaction = REACTIONS[failure];
  if (reaction.kind === 'stop' || attempts.length >= sending.maxAttempts) return undefined;
  if (reaction.kind === 'template') {
    const isTried = attempts.some(({ carrier }) => carrier === 'template');
    return hasTemplate && !isTried ? at : undefined;
  }
  const delayMs = reaction.delaysMs[attempts.length - 1] ?? reaction.delaysMs.at(-1) ?? 0;
  const retryAt = later(at, Math.max(delayMs, retryAfterMs));
  return retryAt < deadline ? retryAt : undefined;
}

/** The notice after its latest attempt failed: another attempt at a certain time, or not told. */
export function afterFailure(
  notice: Notice,
  failure: FailureReason,
  policy: Policy,
  { hasTemplate, at, retryAfterMs = 0 }: { hasTemplate: boolean; at: Instant; retryAfterMs?: number },
): Notice {
  const latest = notice.attempts.at(-1);
  const attempts = notice.attempts.map((attempt) => (attempt === latest ? { ...attempt, failure } : attempt));
  const failed = { ...withoutEnd(notice), attempts };
  const retryAt = retryAtAfter(notice, failure, policy, hasTemplate, at, retryAfterMs);
  return retryAt ? { ...failed, retryAt } : notTold(failed, reasonFor(failure, latest?.outcome === 'accepted'), at);
}

/** A claim without an outcome is running until it lapses: after that nobody knows what became of it. */
export const lapsesAt = ({ claimedAt }: NoticeAttempt): Instant => later(claimedAt, CLAIM_LAPSES_AFTER_MS);

export const isRunning = ({ attempts }: Notice): boolean => {
  const latest = attempts.at(-1);
  return latest !== undefined && latest.outcome === undefined;
};

/** The notice after its claim lapsed without an outcome. */
export function afterLapse(notice: Notice, at: Instant): Notice {
  const latest = notice.attempts.at(-1);
  const attempts = notice.attempts.map((attempt) =>
    attempt === latest ? { ...attempt, outcome: 'unknown' as const, settledAt: at } : attempt,
  );
  return notTold({ ...notice, attempts }, 'unknown', at);
}

/** The next look at a message whose delivery is not known: on the contract's schedule, and at the deadline. */
function nextLook(since: Instant, { deadline }: Notice, { delivery }: Policy, now: Instant): Instant {
  const looks = delivery.askAfterMinutes.map((minutes) => later(since, minutes * 60_000));
  return looks.find((look) => look > now && look < deadline) ?? deadline;
}

/** What is to be done about a notice that was told and whose message is still followed. */
export type Followed = { kind: 'changed'; notice: Notice } | { kind: 'wait'; until: Instant };

/**
 * Follows the message of a told notice: it arrived, it failed, or nothing was reported of it by the deadline. Nothing
 * reported says something only on a channel that reports deliveries.
 */
export function followTold(
  notice: Notice,
  attempt: NoticeAttempt,
  message: Message | undefined,
  policy: Policy,
  facts: { hasTemplate: boolean; reportsDeliveries: boolean; now: Instant },
): Followed {
  const { now } = facts;
  if (message && messageArrived(message)) return { kind: 'changed', notice: { ...notice, isSettled: true } };
  if (message?.failedAt && deliveryOf(message) === 'failed') {
    const until = later(message.failedAt, policy.delivery.graceSeconds * 1000);
    if (epochMs(until) > epochMs(now)) return { kind: 'wait', until };
    const failure = message.failure?.reason ?? 'unknown-reason';
    return { kind: 'changed', notice: afterFailure(notice, failure, policy, { ...facts, at: now }) };
  }
  if (now >= notice.deadline) {
    const hasNews = message?.sentAt !== undefined;
    const isSilent = !hasNews && facts.reportsDeliveries;
    // One that only was sent may still fail: it is not settled, and whoever reports that has it looked at again.
    return { kind: 'changed', notice: isSilent ? notTold(notice, 'no-news', now) : notice };
  }
  return { kind: 'wait', until: nextLook(attempt.settledAt ?? attempt.claimedAt, notice, policy, now) };
}
