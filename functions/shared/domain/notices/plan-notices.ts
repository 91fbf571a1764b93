import { isDeepStrictEqual } from 'node:util';
import { openRequest } from '../booking/form-request.ts';
import type { BusinessTerms } from '../business-terms.ts';
import {
  type Customer,
  heardBy,
  mayHaveWrittenSince,
  type SessionWindow,
  sessionWindow,
} from '../customer/customer.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { isLiveConfirm } from '../live-form/end-of-form.ts';
import { type Instant, later } from '../time/instant.ts';
import { wordsFor } from './contract-words.ts';
import {
  afterLapse,
  attemptsOfRound,
  ended,
  followTold,
  lapsesAt,
  lookAtClaim,
  messageOf,
  notTold,
  outOfTime,
  runningAttempt,
  type SentMessages,
  settled,
  tellingAttempt,
  withLateArrival,
} from './follow-notice.ts';
import { withNewVersion } from './new-version.ts';
import type { Notice, NoticeAttempt, NoticeCarrier, NotNeededReason } from './notice.ts';
import { decisiveNotice, isOutdated, isOvertaken } from './told-content.ts';

/** How far a customer can be reached. `heardAt`: their newest message. */
export type CustomerReach = { optedOut: boolean; window: SessionWindow; heardAt?: Instant | undefined };

/** The same of the customer of an invitation, whose forms are messages as well. */
export function reachOf(customer: Customer, invitation: Invitation, now: Instant): CustomerReach {
  const { optedOut, ...heard } = heardBy(customer, invitation);
  return { optedOut, window: sessionWindow(heard, now), heardAt: heard.lastInboundAt };
}

/** All that decides what is to be done about a booking's notices. */
export type NoticeFacts = {
  invitation: Invitation;
  /** From the oldest to the newest. */
  notices: readonly Notice[];
  messages: SentMessages;
  customer: CustomerReach;
  /** Whether the provider reports what becomes of a message. */
  reportsDeliveries: boolean;
  contract: BusinessTerms;
  now: Instant;
};

/** The next step: the notices as they are now, and what has to follow. */
export type NoticePlan = {
  notices: Notice[];
  /** The attempt of this notice was claimed and has to be made. */
  send?: Notice;
  /** When somebody has to look again; `undefined` if nothing is waited for. */
  dueAt?: Instant;
};

/** A live form books by its endpoint. The message that opens the window follows it. */
const FORM_MESSAGE_WITHIN_MS = 30_000;

/** Whether the contract has a template that tells this while the session window is closed. */
export function hasTemplateFor(
  { purpose }: Pick<Notice, 'purpose'>,
  invitation: Pick<Invitation, 'language'>,
  contract: Pick<BusinessTerms, 'languages' | 'defaultLanguage'>,
): boolean {
  if (purpose === 'refused') return false;
  return wordsFor(invitation, contract).templates?.[purpose] !== undefined;
}

/** Nobody is told of an appointment that has begun, only of a form that cannot have its time. */
export const hasBegun = ({ purpose }: Pick<Notice, 'purpose'>, { booking }: Invitation, now: Instant): boolean =>
  purpose !== 'refused' && booking?.startsAt !== undefined && booking.startsAt <= now;

/** The first of these times, as far as there are any. What is no time is sorted to the end. */
export const earliest = (...times: (Instant | undefined)[]): Instant | undefined => times.sort().at(0);

/** Whether the provider called the window closed. Where staff have it sent again, a customer who wrote since can be sent text. */
function metClosed(notice: Notice, { customer: { heardAt } }: NoticeFacts): boolean {
  const round = attemptsOfRound(notice);
  const counts = (attempt: NoticeAttempt) =>
    round.includes(attempt) || !mayHaveWrittenSince(attempt.claimedAt, heardAt);
  return notice.attempts.some((attempt) => attempt.failure === 'window-closed' && counts(attempt));
}

/** How long a form is undecided at most before somebody looks again, and then it says what is to be told. */
const DECIDED_WITHIN_MS = 60_000;

/** Whether a form asks for another time and has no answer yet: a message sent now would speak of the time it asks for. */
const isUndecided = ({ booking, history }: Invitation): boolean =>
  booking?.state === 'requested' && openRequest(history) !== undefined;

/** The notice, of which nobody has to tell the customer. */
const notNeeded = (notice: Notice, reason: NotNeededReason, at: Instant): Notice =>
  settled(ended(notice, { state: 'not-needed', reason, at }));

/** How the next attempt travels, or how the notice ends without one. */
function nextStep(
  notice: Notice,
  facts: NoticeFacts,
): { carrier: NoticeCarrier } | { end: Notice } | { until: Instant } {
  const { customer, invitation, now } = facts;
  if (hasBegun(notice, invitation, now)) return { end: notNeeded(notice, 'past', now) };
  if (customer.optedOut) return { end: notTold(notice, 'opted-out', now) };
  if (now >= notice.deadline) return { end: outOfTime(notice, now) };
  if (notice.retryAt && notice.retryAt > now) return { until: notice.retryAt };
  if (isUndecided(invitation)) return { until: later(now, DECIDED_WITHIN_MS) };
  const awaited = customer.window === 'open' ? undefined : formMessageAwaitedUntil(invitation);
  if (awaited && awaited > now) return { until: awaited };
  if (customer.window !== 'closed' && !metClosed(notice, facts)) return { carrier: 'text' };
  return hasTemplateFor(notice, invitation, facts.contract)
    ? { carrier: 'template' }
    : { end: notTold(notice, 'window-closed', now) };
}

/** Until when the message that follows a live form may still open the window; `undefined` if none is awaited. */
function formMessageAwaitedUntil({ history }: Invitation): Instant | undefined {
  const confirmed = Object.entries(history).filter(([id]) => isLiveConfirm(id));
  const newest = confirmed
    .map(([, { at }]) => at)
    .sort()
    .at(-1);
  return newest && later(newest, FORM_MESSAGE_WITHIN_MS);
}

type Step = { notice: Notice; dueAt?: Instant | undefined; isSent?: boolean };

/** Follows a notice whose message was accepted. */
function follow(notice: Notice, attempt: NoticeAttempt, facts: NoticeFacts): Step {
  const { contract, now, reportsDeliveries } = facts;
  const hasTemplate = hasTemplateFor(notice, facts.invitation, contract);
  const following = { hasTemplate, reportsDeliveries, newsBy: notice.deadline, now };
  const step = followTold(notice, attempt, messageOf(attempt, facts.messages), contract, following);
  if (step.kind === 'changed') return { notice: step.notice };
  return { notice, dueAt: step.until };
}

/** What is known of the notices and their messages. */
type Reported = Pick<NoticeFacts, 'notices' | 'messages' | 'now'>;

/** Says that customers were told whose message arrived after all. A newer version is compared with that. */
const withLateArrivals = <Facts extends Reported>(facts: Facts): Facts => ({
  ...facts,
  notices: facts.notices.map((notice) => withLateArrival(notice, facts.messages, facts.now)),
});

/** One look at a notice that is not settled. `isSendable`: an attempt of it may be made; `claimId` is what claims it. */
function look(notice: Notice, isSendable: boolean, facts: NoticeFacts, claimId: string): Step {
  const { now } = facts;
  if (notice.isSettled) return { notice };
  const running = runningAttempt(notice);
  if (running) {
    if (lapsesAt(running) <= now) return { notice: afterLapse(notice, now) };
    return { notice, dueAt: lookAtClaim(running, notice.deadline, facts.contract, now) };
  }
  const telling = tellingAttempt(notice);
  if (telling) {
    const followed = follow(notice, telling, facts);
    // A failed message of an earlier version is not sent again.
    if (isSendable || followed.notice.end) return followed;
    return { notice: notNeeded(followed.notice, 'superseded', now) };
  }
  // A newer version says it better.
  if (!isSendable) return { notice: notNeeded(notice, 'superseded', now) };
  const step = nextStep(notice, facts);
  if ('end' in step) return { notice: step.end };
  if ('until' in step) return { notice, dueAt: step.until };
  const attempt: NoticeAttempt = { claimId, claimedAt: now, carrier: step.carrier };
  const { retryAt: _, ...claimed } = { ...notice, attempts: [...notice.attempts, attempt] };
  return { notice: claimed, dueAt: lookAtClaim(attempt, notice.deadline, facts.contract, now), isSent: true };
}

/**
 * What is to be done now about the notices of a booking: a new version becomes a notice, earlier ones end, the newest is
 * sent, messages are followed. The same facts give the same plan. `claimId` names the attempt that is claimed, if one is.
 */
export function planNotices(facts: NoticeFacts, claimId: string): NoticePlan {
  const notices = withNewVersion(withLateArrivals(facts));
  const decisive = decisiveNotice(notices);
  const isSendable = (notice: Notice) => notice === decisive && !isOvertaken(notice, notices);
  const steps = notices.map((notice) => look(notice, isSendable(notice), facts, claimId));
  const looked = steps.map(({ notice }) => notice);
  const send = steps.find(({ isSent }) => isSent)?.notice;
  const dueAt = earliest(...steps.map((step) => step.dueAt));
  const isUnfinished = looked.some(
    (notice, index) => notice !== notices[index] && !notice.isSettled && !steps[index]?.isSent,
  );
  // What is outdated before the look waits for an attempt, or the contract has no words for it any more.
  const isUntold = isOutdated(looked) && !isOutdated(notices);
  return {
    notices: looked,
    ...(send && { send }),
    ...(isUnfinished || isUntold ? { dueAt: facts.now } : dueAt && { dueAt }),
  };
}

/** All but the customer. */
export type FactsOfNotices = Omit<NoticeFacts, 'customer'>;

/** Whether something may have to be sent. Only then does the plan depend on the customer. */
export const mayHaveToSend = (facts: FactsOfNotices): boolean =>
  withNewVersion(withLateArrivals(facts)).some(({ isSettled, end }) => !isSettled && end?.state !== 'told');

/** Whether another look at a plan that was just made would change nothing, as long as no other fact changes. */
export function isFinal(facts: NoticeFacts, { notices, dueAt }: Pick<NoticePlan, 'notices' | 'dueAt'>): boolean {
  const planned = { ...facts, notices };
  if (mayHaveToSend(planned)) return false;
  const again = planNotices(planned, '');
  return isDeepStrictEqual([again.notices, again.dueAt], [notices, dueAt]);
}
