import { isDeepStrictEqual } from 'node:util';
import type { BusinessTerms } from '../business-terms.ts';
import type { SessionWindow } from '../customer/customer.ts';
import type { Invitation } from '../invitation/invitation.ts';
import {
  afterLapse,
  followTold,
  lapsesAt,
  lookAtClaim,
  mayStillArrive,
  messageOf,
  notTold,
  outOfTime,
  runningAttempt,
  type SentMessages,
  tellingAttempt,
  withLateArrival,
} from '../notices/follow-notice.ts';
import type { NoticeAttempt, NoticeCarrier } from '../notices/notice.ts';
import { earliest } from '../notices/plan-notices.ts';
import { type Instant, later } from '../time/instant.ts';
import { keepReminders, skipped } from './keep-reminders.ts';
import type { Reminder } from './reminder.ts';
import { templateFor } from './reminder-text.ts';
import { quietSpanAt } from './reminder-times.ts';
import { standsAt } from './standing.ts';
import { isSame, isTooLate, wantedReminders } from './wanted-reminders.ts';

/** All that decides what is to be done about a booking's reminders. */
export type ReminderFacts = {
  invitation: Invitation;
  /** From the oldest to the newest. */
  reminders: readonly Reminder[];
  messages: SentMessages;
  /** `bookedAgain`: they have another booking that begins later. */
  customer: { optedOut: boolean; window: SessionWindow; bookedAgain: boolean };
  /** Whether the provider reports what becomes of a message. */
  reportsDeliveries: boolean;
  contract: BusinessTerms;
  now: Instant;
};

/** The next step: the reminders as they are now, and what has to follow. */
export type ReminderPlan = {
  reminders: Reminder[];
  /** The attempt of this reminder was claimed and has to be made. */
  send?: Reminder;
  /** An attempt could be claimed now. */
  isReady: boolean;
  /** When somebody has to look again; `undefined` if nothing is waited for. */
  dueAt?: Instant;
};

type Step = { reminder: Reminder; dueAt?: Instant | undefined; isSent?: boolean; isReady?: boolean };

/** Staff may correct what they noted, so it counts as it is when the time has come. */
const isNoShow = ({ kind }: Reminder, { booking }: Invitation): boolean =>
  kind === 'follow-up' && booking?.attendance?.value === 'no-show';

const isMarketing = ({ kind, key }: Reminder, { followUps = [] }: BusinessTerms): boolean =>
  kind === 'follow-up' && followUps.some((terms) => terms.key === key && terms.category === 'marketing');

/** How the next attempt travels, until when it waits, or how the reminder ends without one. */
function nextStep(
  reminder: Reminder,
  facts: ReminderFacts,
): { carrier: NoticeCarrier } | { until: Instant } | { end: Reminder } {
  const { customer, contract, invitation, now } = facts;
  // Where nobody tried it was left out before.
  if (isTooLate(reminder, contract, now)) return { end: outOfTime(reminder, now) };
  if (customer.optedOut) return { end: skipped(reminder, 'opted-out', now) };
  if (isNoShow(reminder, invitation)) return { end: skipped(reminder, 'no-show', now) };
  if (customer.bookedAgain && isMarketing(reminder, contract)) return { end: skipped(reminder, 'booked-again', now) };
  if (reminder.retryAt && reminder.retryAt > now) return { until: reminder.retryAt };
  const quiet = quietSpanAt(now, contract.quietHours, contract.booking);
  if (quiet) return { until: quiet.until };
  const metClosed = reminder.attempts.some(({ failure }) => failure === 'window-closed');
  if (customer.window !== 'closed' && !metClosed) return { carrier: 'text' };
  return templateFor(reminder, invitation, contract)
    ? { carrier: 'template' }
    : { end: notTold(reminder, 'window-closed', now) };
}

/** Until when news of an attempt are awaited: while it is made, from its claim on, which is a moment earlier. */
export const newsBy = (
  { settledAt, claimedAt }: NoticeAttempt,
  { delivery }: Pick<BusinessTerms, 'delivery'>,
): Instant => later(settledAt ?? claimedAt, delivery.noticeDeadlineMinutes * 60_000);

/** Follows a reminder whose message was accepted. For an appointment that stands no more nothing is sent again. */
function follow(reminder: Reminder, attempt: NoticeAttempt, stands: boolean, facts: ReminderFacts): Step {
  const { contract, now, reportsDeliveries, invitation, messages } = facts;
  const step = followTold(reminder, attempt, messageOf(attempt, messages), contract, {
    hasTemplate: templateFor(reminder, invitation, contract) !== undefined,
    reportsDeliveries,
    newsBy: newsBy(attempt, contract),
    now,
  });
  if (step.kind === 'wait') return { reminder, dueAt: step.until };
  const { retryAt } = step.notice;
  if (retryAt && !stands) return { reminder: notTold(step.notice, 'failed', now) };
  return { reminder: step.notice, dueAt: retryAt };
}

/** Claims the next attempt, or says that one could be claimed. */
function claim(
  reminder: Reminder,
  carrier: NoticeCarrier,
  claimId: string | undefined,
  { contract, now }: ReminderFacts,
): Step {
  const { retryAt, ...rest } = reminder;
  if (claimId === undefined) return { reminder, dueAt: retryAt ?? reminder.sendAt, isReady: true };
  const attempt: NoticeAttempt = { claimId, claimedAt: now, carrier };
  return {
    reminder: { ...rest, attempts: [...rest.attempts, attempt] },
    dueAt: lookAtClaim(attempt, newsBy(attempt, contract), contract, now),
    isSent: true,
  };
}

/** One look at a reminder. Only what was planned before is sent: the facts about the customer are read for that. */
function look(reminder: Reminder, facts: ReminderFacts, claimId: string | undefined): Step {
  const { now, invitation } = facts;
  if (reminder.isSettled) return { reminder };
  const standing = standsAt(invitation.booking);
  const stands = standing === reminder.startsAt;
  const running = runningAttempt(reminder);
  if (running) {
    if (lapsesAt(running) <= now) return { reminder: afterLapse(reminder, now) };
    return { reminder, dueAt: lookAtClaim(running, newsBy(running, facts.contract), facts.contract, now) };
  }
  const telling = tellingAttempt(reminder);
  if (telling) return follow(reminder, telling, stands, facts);
  if (!stands) return { reminder: skipped(reminder, standing === undefined ? 'cancelled' : 'moved', now) };
  const isPlanned = facts.reminders.some((one) => isSame(one, reminder) && !one.end && one.sendAt <= now);
  if (!isPlanned || reminder.sendAt > now) return { reminder, dueAt: reminder.sendAt };
  const step = nextStep(reminder, facts);
  if ('end' in step) return { reminder: step.end };
  if ('until' in step) return { reminder, dueAt: step.until };
  return claim(reminder, step.carrier, claimId, facts);
}

/** Whether a claimed attempt may still be made, by what is known just before the call. */
export function isStillToSend(reminder: Reminder, facts: ReminderFacts): boolean {
  const { invitation, contract, now } = facts;
  const wanted = wantedReminders(invitation, contract, now).find((one) => isSame(one, reminder));
  if (!wanted || wanted.skip) return false;
  const step = nextStep({ ...reminder, attempts: reminder.attempts.slice(0, -1) }, facts);
  return 'carrier' in step && step.carrier === reminder.attempts.at(-1)?.carrier;
}

/**
 * What is to be done now about the reminders of a booking: those for its present start are planned, those for another
 * one end, what is due is sent, messages are followed. The same facts give the same plan. `claimId` names the attempt that
 * is claimed, if one is; without it none is claimed. One attempt is claimed at a time.
 */
export function planReminders(facts: ReminderFacts, claimId: string | undefined): ReminderPlan {
  const { invitation, reminders, contract, now } = facts;
  const wanted = wantedReminders(invitation, contract, now);
  // Also of one that was given up because of another start.
  const known = reminders.map((reminder) => withLateArrival(reminder, facts.messages, now));
  let isClaimed = false;
  const steps = keepReminders(known, wanted, standsAt(invitation.booking), now).map((reminder) => {
    const step = look(reminder, facts, isClaimed ? undefined : claimId);
    isClaimed ||= step.isSent === true;
    return step;
  });
  const send = steps.find(({ isSent }) => isSent)?.reminder;
  const dueAt = earliest(...steps.map((step) => step.dueAt));
  return {
    reminders: steps.map(({ reminder }) => reminder),
    ...(send && { send }),
    isReady: steps.some(({ isReady }) => isReady),
    ...(dueAt && { dueAt }),
  };
}

/** Its time has come, or an attempt of it was made, and it is not settled. */
export const isDue = ({ isSettled, attempts, sendAt }: Reminder, at: Instant): boolean =>
  !isSettled && (attempts.length > 0 || sendAt <= at);

/** Its time has come, and nobody has tried to send it. */
export const isToSend = ({ end, isSettled, attempts, sendAt }: Reminder, at: Instant): boolean =>
  !end && !isSettled && attempts.length === 0 && sendAt <= at;

/** It is due, and may have to be sent. Only then does the plan depend on the customer. */
export const mayHaveToRemind = (reminder: Reminder, at: Instant): boolean =>
  isDue(reminder, at) && reminder.end?.state !== 'told';

/** Whether another look at a plan that was just made would change nothing, as long as no other fact changes. */
export function isFinal(
  facts: ReminderFacts,
  { reminders, dueAt }: Pick<ReminderPlan, 'reminders' | 'dueAt'>,
): boolean {
  if (reminders.some((one) => mayHaveToRemind(one, facts.now))) return false;
  const again = planReminders({ ...facts, reminders }, undefined);
  return isDeepStrictEqual([again.reminders, again.dueAt], [reminders, dueAt]);
}

/**
 * The reminders of a booking after an event about it, without a look at the customer or at messages: those for its present
 * start are planned, those for another one end. What is due is left to who sends.
 */
export function planAhead(
  { invitation, contract, now }: Pick<ReminderFacts, 'invitation' | 'contract' | 'now'>,
  stored: { reminders: readonly Reminder[]; dueAt?: Instant | undefined },
): Pick<ReminderPlan, 'reminders' | 'dueAt'> {
  const wanted = wantedReminders(invitation, contract, now);
  const reminders = keepReminders(stored.reminders, wanted, standsAt(invitation.booking), now);
  // Also one that was given up: a report of its arrival may just have had it looked at.
  const isFollowed = stored.reminders.some(mayStillArrive);
  const sendTimes = reminders.map(({ isSettled, attempts, sendAt }) =>
    isSettled || attempts.length > 0 ? undefined : sendAt,
  );
  const dueAt = earliest(...sendTimes, isFollowed ? stored.dueAt : undefined);
  return { reminders, ...(dueAt && { dueAt }) };
}
