import type { BusinessTerms } from '../business-terms.ts';
import { type Message, messageArrived } from '../delivery/delivery.ts';
import { type Failure, reasonOf } from '../delivery/failure.ts';
import { epochMs, type Instant, later } from '../time/instant.ts';
import { attemptsOf, type Invitation, type NumberedAttempt } from './invitation.ts';
import { CLAIM_LAPSES_AFTER_MS } from './invitation-status.ts';

/** What is to be done next about an invitation that waits for something. */
export type FollowUp =
  /** It waits for nothing any more. */
  | { kind: 'settled' }
  /** Nothing yet; look again then. */
  | { kind: 'wait'; until: Instant }
  /** The next attempt is due. */
  | { kind: 'retry' }
  /** Its message failed and the grace period is over. */
  | { kind: 'react'; failure: Failure }
  /** Ask the provider about the message; if that brings nothing, look again then, or give up if there is no then. */
  | { kind: 'ask-delivery'; message: Message; until?: Instant }
  /** Look for proof that the provider took it; if there is none, look again then, or give up if there is no then. */
  | { kind: 'look-for-proof'; attempt: NumberedAttempt; until?: Instant };

type Policy = Pick<BusinessTerms, 'delivery'>;

/** A look this little too early is as good as one in time, and saves another. */
const SLACK_MS = 10_000;

/** The next time of the schedule after `now`, or `undefined` when all are past. */
function nextLook(since: Instant, { delivery }: Policy, now: Instant): Instant | undefined {
  const times = delivery.askAfterMinutes.map((minutes) => later(since, minutes * 60_000));
  return times.find((time) => epochMs(time) > epochMs(now) + SLACK_MS);
}

function isBeforeFirstLook(since: Instant, { delivery }: Policy, now: Instant): boolean {
  const first = later(since, (delivery.askAfterMinutes[0] ?? 1) * 60_000);
  return epochMs(now) + SLACK_MS < epochMs(first);
}

/** A look that falls on the schedule is taken; the one after it is already named. */
function lookFrom<Look>(since: Instant, policy: Policy, now: Instant, look: (until: { until?: Instant }) => Look) {
  const until = nextLook(since, policy, now);
  if (until && isBeforeFirstLook(since, policy, now)) return { kind: 'wait' as const, until };
  return look(until ? { until } : {});
}

function followMessage(attempt: NumberedAttempt, message: Message, policy: Policy, now: Instant): FollowUp {
  if (message.failedAt) {
    const until = later(message.failedAt, policy.delivery.graceSeconds * 1000);
    const failure = { ...message.failure, reason: reasonOf(message) };
    return epochMs(until) <= epochMs(now) ? { kind: 'react', failure } : { kind: 'wait', until };
  }
  const since = attempt.settledAt ?? attempt.claimedAt;
  return lookFrom(since, policy, now, (until) => ({ kind: 'ask-delivery', message, ...until }));
}

function followAttempt(attempt: NumberedAttempt, messages: Message[], policy: Policy, now: Instant): FollowUp {
  if (attempt.outcome === 'accepted') {
    const message = messages.find(({ messageId }) => messageId === attempt.messageId);
    return message ? followMessage(attempt, message, policy, now) : { kind: 'settled' };
  }
  if (attempt.outcome === 'refused') return { kind: 'settled' };
  const lapsesAt = later(attempt.claimedAt, CLAIM_LAPSES_AFTER_MS);
  if (attempt.outcome === undefined && epochMs(now) < epochMs(lapsesAt)) return { kind: 'wait', until: lapsesAt };
  return lookFrom(attempt.claimedAt, policy, now, (until) => ({ kind: 'look-for-proof', attempt, ...until }));
}

const hasEnded = ({ booking, rejectedAt, undeliveredAt, unresolvedAt, deliveryUnknownAt }: Invitation): boolean =>
  [booking, rejectedAt, undeliveredAt, unresolvedAt, deliveryUnknownAt].some((fact) => fact !== undefined);

/**
 * What is to be done about an invitation, given all its messages. Any message that arrived ends the waiting, whatever
 * became of the others.
 */
export function followUp(invitation: Invitation, messages: Message[], policy: Policy, now: Instant): FollowUp {
  if (hasEnded(invitation) || messages.some(messageArrived)) return { kind: 'settled' };
  if (invitation.retryAt) {
    return invitation.retryAt <= now ? { kind: 'retry' } : { kind: 'wait', until: invitation.retryAt };
  }
  const latest = attemptsOf(invitation).at(-1);
  return latest ? followAttempt(latest, messages, policy, now) : { kind: 'settled' };
}
