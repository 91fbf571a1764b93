import type { BusinessTerms } from '../business-terms.ts';
import { type Message, messageArrived } from '../delivery/delivery.ts';
import { delayAfter, type FailureReason, REACTIONS, reasonOf } from '../delivery/failure.ts';
import { type Instant, later } from '../time/instant.ts';
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

/** The same, of which nothing more can be learned. */
export const settled = <Sent extends Dispatch>(notice: Sent): Sent => ({ ...notice, isSettled: true as const });

/** The same given up: the customer was not told, and nothing more is tried. */
export const notTold = <Sent extends Dispatch>(notice: Sent, reason: NotToldReason, at: Instant): Sent =>
  settled({ ...withoutEnd(notice), end: { state: 'not-told' as const, reason, at } });

/** Whether the provider took the message of an attempt, or did not, where none reached the customer. */
const inVain = (attempt: NoticeAttempt | undefined): NotToldReason =>
  attempt?.outcome === 'accepted' ? 'failed' : 'refused';

/** The same given up because the time for it is over. */
export const outOfTime = <Sent extends Dispatch>(notice: Sent, at: Instant): Sent =>
  notTold(notice, inVain(notice.attempts.at(-1)), at);

/** The attempts since staff had it sent again, or all of them: each time, it may be tried as often. */
export const attemptsOfRound = ({ attempts, resends }: Dispatch): readonly NoticeAttempt[] =>
  attempts.slice(resends?.at(-1)?.after ?? 0);

/** What a failure means for a person who asks why nobody was told. */
const reasonFor = (failure: FailureReason, latest: NoticeAttempt | undefined): NotToldReason =>
  failure === 'opted-out' || failure === 'window-closed' ? failure : inVain(latest);

/** The same with what is known now of its latest attempt. */
const withLatest = <Sent extends Dispatch>(notice: Sent, known: Partial<NoticeAttempt>): Sent => {
  const latest = notice.attempts.at(-1);
  const attempts = notice.attempts.map((attempt) => (attempt === latest ? { ...attempt, ...known } : attempt));
  return { ...notice, attempts };
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
  const retryAt = later(at, Math.max(delayAfter(reaction, attempts.length), retryAfterMs));
  return retryAt < notice.deadline ? retryAt : undefined;
}

/** The notice after its latest attempt failed: another attempt at a certain time, or not told. */
export function afterFailure<Sent extends Dispatch>(
  notice: Sent,
  failure: FailureReason,
  policy: Policy,
  { hasTemplate, at, retryAfterMs = 0 }: { hasTemplate: boolean; at: Instant; retryAfterMs?: number | undefined },
): Sent {
  const failed = withLatest(withoutEnd(notice), { failure });
  const retryAt = retryAtAfter(notice, failure, policy, hasTemplate, at, retryAfterMs);
  return retryAt ? { ...failed, retryAt } : notTold(failed, reasonFor(failure, notice.attempts.at(-1)), at);
}

/**
 * A claim without an outcome is running until it lapses: after that nobody knows what became of it. That is as long as its
 * function may run, and half a minute for clocks that differ: if a claim lapsed while its message is on its way, the next
 * version could overtake it, or say the same once more. Keep above the time-out of the functions that send in the stack.
 */
export const NOTICE_CLAIM_LAPSES_AFTER_MS = 43_000;
export const lapsesAt = ({ claimedAt }: NoticeAttempt): Instant => later(claimedAt, NOTICE_CLAIM_LAPSES_AFTER_MS);

/** The attempt whose outcome is awaited, if there is one. */
export const runningAttempt = ({ attempts }: Dispatch): NoticeAttempt | undefined =>
  attempts.slice(-1).find(({ outcome }) => outcome === undefined);

/** The attempt whose message tells the customer, if one does as far as is known. */
export const tellingAttempt = ({ attempts, end }: Dispatch): NoticeAttempt | undefined =>
  end?.state === 'told' ? attempts.at(-1) : undefined;

/** The next look at a message whose delivery is not known: on the contract's schedule, and when news are overdue. */
function nextLook(since: Instant, newsBy: Instant, { delivery }: Policy, now: Instant): Instant {
  const looks = delivery.askAfterMinutes.map((minutes) => later(since, minutes * 60_000));
  return looks.find((look) => look > now && look < newsBy) ?? newsBy;
}

/** A claim that lapses may be found so much later. */
const FOUND_WITHIN_MS = 60_000;

/**
 * When somebody looks at an attempt that is being made: when its claim lapses, or at the first look at its message, if that
 * comes soon after. Then the provider's answer does not change when the item is due, and the index of that is not written.
 */
export function lookAtClaim(attempt: NoticeAttempt, newsBy: Instant, policy: Policy, now: Instant): Instant {
  const lapses = lapsesAt(attempt);
  const look = nextLook(attempt.claimedAt, newsBy, policy, now);
  return lapses <= look && look <= later(lapses, FOUND_WITHIN_MS) ? look : lapses;
}

/** Whether it had attempts of which none is known to have arrived: one may do so after it was given up. */
export const mayStillArrive = ({ attempts, isSettled, end }: Dispatch): boolean =>
  attempts.length > 0 && !(isSettled && end?.state === 'told');

/** The notice after its claim lapsed without an outcome. */
export const afterLapse = <Sent extends Dispatch>(notice: Sent, at: Instant): Sent =>
  notTold(withLatest(notice, { outcome: 'unknown', settledAt: at }), 'unknown', at);

/** The messages of what was sent, by the keys in their attempts. */
export type SentMessages = ReadonlyMap<string, Message>;

/** The message of an attempt, if the provider took it and it is still kept. */
export const messageOf = ({ message = '' }: NoticeAttempt, messages: SentMessages): Message | undefined =>
  messages.get(message);

/** A message that failed on one device may arrive on another, also while the next attempt has to wait. */
export const hasArrived = ({ attempts }: Dispatch, messages: SentMessages): boolean =>
  attempts.some((attempt) => messageArrived(messageOf(attempt, messages)));

/** The same as told if its message arrived after it was given up, or while it waited to be sent again. */
export const withLateArrival = <Sent extends Dispatch>(sent: Sent, messages: SentMessages, at: Instant): Sent =>
  sent.end?.state !== 'told' && !runningAttempt(sent) && hasArrived(sent, messages)
    ? settled(ended(sent, { state: 'told', at }))
    : sent;

/** A call to the provider ends within this, and what follows from its answer is decided by what was read before it. */
const DECIDED_WITHIN_MS = 60_000;

/** Whether the silence of the provider may decide: only then it matters whether the channel reports deliveries. */
export const maySilenceDecide = ({ isSettled, attempts }: Dispatch, newsBy: Instant, now: Instant): boolean =>
  !isSettled && attempts.length > 0 && later(now, DECIDED_WITHIN_MS) >= newsBy;

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
  if (messageArrived(message)) return { kind: 'changed', notice: settled(notice) };
  if (message?.failedAt) {
    const until = later(message.failedAt, policy.delivery.graceSeconds * 1000);
    if (until > now) return { kind: 'wait', until };
    return { kind: 'changed', notice: afterFailure(notice, reasonOf(message), policy, { ...facts, at: now }) };
  }
  if (now >= newsBy) {
    // Messages are kept for a time: one that is no longer there says nothing new.
    if (!message) return { kind: 'changed', notice };
    const hasNews = message.sentAt !== undefined;
    const isSilent = !hasNews && facts.reportsDeliveries;
    // One that only was sent may still fail: it is not settled, and whoever reports that has it looked at again.
    return { kind: 'changed', notice: isSilent ? notTold(notice, 'no-news', now) : notice };
  }
  return { kind: 'wait', until: nextLook(attempt.claimedAt, newsBy, policy, now) };
}
