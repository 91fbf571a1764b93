import { randomUUID } from 'node:crypto';
import { sessionWindow } from '../../domain/customer/customer.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { FailureReason } from '../../domain/delivery/failure.ts';
import { CLAIM_LAPSES_AFTER_MS } from '../../domain/invitation/invitation-status.ts';
import type { NoticeCarrier } from '../../domain/notices/notice.ts';
import type { StaffButton, StaffSubject } from '../../domain/staff/staff-button.ts';
import { STAFF_MESSAGES_KEPT_MS, type StaffMember } from '../../domain/staff/staff-member.ts';
import {
  newsButtons,
  newsInWords,
  newsTemplate,
  type StaffNews,
  staffTemplateButtons,
} from '../../domain/staff/staff-news.ts';
import { staffTexts } from '../../domain/staff/staff-texts.ts';
import { epochMs, later, now } from '../../domain/time/instant.ts';
import type { SendOutcome } from '../../provider/send-outcome.ts';
import { memberIdOf, readStaffInbound } from '../../store/staff/staff-members.ts';
import {
  claimStaffMessage,
  linkStaffMessage,
  readStaffMessage,
  type StaffMessage,
  type StaffMessageOutcome,
  settleStaffMessage,
} from '../../store/staff/staff-messages.ts';
import { staffMessageKey } from '../../store/table/keys.ts';
import { hasTimeToSend, providerWithinMs, type SendContext } from '../invitation/make-attempt.ts';

export type StaffContext = Pick<SendContext, 'table' | 'contract' | 'provider'>;

/** What members of staff are told: the event, what it is about, and its news. */
export type Told = { eventId: string; about: StaffSubject; news: StaffNews };

/**
 * What became of telling one member, whom `staff` names. `done`: it has its end already. `postponed`: only this one has
 * an effect when the event is delivered again.
 */
export type StaffMessageResult = { staff: string } & (
  | { kind: 'accepted' | 'done' }
  | { kind: 'not-told'; reason: FailureReason | 'unknown' }
  | { kind: 'postponed'; why: 'still-running' | 'too-little-time' | 'refused-for-now' }
);

type Attempt = { member: StaffMember; told: Told; key: { pk: string }; remainingMs: () => number };

/** Refusals after which the same message may be taken in a few minutes. */
const FOR_NOW: readonly FailureReason[] = ['temporary', 'rate-limited', 'too-many-to-person'];

const templateFor = ({ contract }: StaffContext, { member, told }: Attempt) =>
  newsTemplate(told.news, member, contract);

/** The buttons under the message, and the one call that sends it. */
function messageOf(context: StaffContext, attempt: Attempt, carrier: NoticeCarrier) {
  const { contract, provider } = context;
  const { member, told } = attempt;
  const recipient = { phone: member.phone, chatId: member.chatId };
  const { text, values } = newsInWords(told.news, member, contract, now());
  const template = templateFor(context, attempt);
  if (carrier === 'template' && template) {
    const send = (withinMs: number) => provider.sendNoticeTemplate({ recipient, template, values }, withinMs);
    return { buttons: staffTemplateButtons(template), send };
  }
  const buttons = newsButtons(told.news, staffTexts(member.language, contract));
  const titled = buttons.map(({ label, meaning }) => ({ id: meaning, title: label }));
  const send = (withinMs: number) =>
    titled.length > 0
      ? provider.sendButtons({ recipient, text, buttons: titled }, withinMs)
      : provider.sendMessage({ recipient, text }, withinMs);
  return { buttons, send };
}

const keptTimes = () => {
  const at = now();
  return { now: at, expiresAt: later(at, STAFF_MESSAGES_KEPT_MS) };
};

async function link(
  context: StaffContext,
  { member, told: { about } }: Attempt,
  buttons: StaffButton[],
  messageId: MessageId,
): Promise<void> {
  const memberId = await memberIdOf(context.table, member);
  await linkStaffMessage(context.table, messageId, { memberId, about, buttons }, keptTimes());
}

/** How a message ended for good by the provider's answer, and what is said of it. */
function endOf(outcome: SendOutcome, staff: string): { outcome: StaffMessageOutcome; result: StaffMessageResult } {
  if (outcome.kind === 'accepted') return { outcome: 'accepted', result: { staff, kind: 'accepted' } };
  if (outcome.kind === 'unknown') return { outcome: 'unknown', result: { staff, kind: 'not-told', reason: 'unknown' } };
  const { reason } = outcome.failure;
  if (FOR_NOW.includes(reason))
    return { outcome: 'to-repeat', result: { staff, kind: 'postponed', why: 'refused-for-now' } };
  return { outcome: 'refused', result: { staff, kind: 'not-told', reason } };
}

/** Whether the provider says of a text that the window is closed after all, and a template is there to follow. */
const isForTemplate = (outcome: SendOutcome, carrier: NoticeCarrier, hasTemplate: boolean): boolean =>
  outcome.kind === 'refused' && outcome.failure.reason === 'window-closed' && carrier === 'text' && hasTemplate;

/** Claims the message, makes the one call for it, and writes down what came of it last. */
async function send(context: StaffContext, attempt: Attempt, carrier: NoticeCarrier): Promise<StaffMessageResult> {
  const { table } = context;
  const { member, key, remainingMs } = attempt;
  const staff = member.key;
  if (!hasTimeToSend(remainingMs())) return { staff, kind: 'postponed', why: 'too-little-time' };
  const claim = { claimId: randomUUID(), claimedAt: now(), carrier };
  const isClaimed = await claimStaffMessage(table, key, claim, keptTimes());
  if (!isClaimed) return { staff, kind: 'postponed', why: 'still-running' };
  const message = messageOf(context, attempt, carrier);
  const outcome = await message.send(providerWithinMs(remainingMs()));
  if (outcome.kind === 'accepted') await link(context, attempt, message.buttons, outcome.messageId);
  if (isForTemplate(outcome, carrier, templateFor(context, attempt) !== undefined)) {
    await settleStaffMessage(table, key, claim.claimId, 'to-repeat');
    return send(context, attempt, 'template');
  }
  const end = endOf(outcome, staff);
  await settleStaffMessage(table, key, claim.claimId, end.outcome);
  return end.result;
}

/** Nothing reaches the member now. That is written down once, so that a repeat counts it no more. */
async function leaveUnsent(context: StaffContext, { member, key }: Attempt): Promise<StaffMessageResult> {
  const staff = member.key;
  const claim = { claimId: randomUUID(), claimedAt: now(), outcome: 'not-sent' } as const;
  const isFirst = await claimStaffMessage(context.table, key, claim, keptTimes());
  return isFirst ? { staff, kind: 'not-told', reason: 'window-closed' } : { staff, kind: 'done' };
}

/** The message of another run: it has its end, it is being sent, or nobody knows what became of it and never will. */
async function respectClaim(
  { table }: StaffContext,
  { member, key }: Attempt,
  { claimId, claimedAt, outcome }: StaffMessage,
): Promise<StaffMessageResult> {
  const staff = member.key;
  if (outcome) return { staff, kind: 'done' };
  if (Date.now() < epochMs(claimedAt) + CLAIM_LAPSES_AFTER_MS)
    return { staff, kind: 'postponed', why: 'still-running' };
  const isNews = await settleStaffMessage(table, key, claimId, 'unknown');
  return isNews ? { staff, kind: 'not-told', reason: 'unknown' } : { staff, kind: 'done' };
}

/**
 * Tells one member of one event, at most once: the claim is written before the call, and only a definite refusal gives
 * it back. A text goes out while the member's session window is open, the template of their language after that.
 */
export async function messageMember(
  context: StaffContext,
  member: StaffMember,
  told: Told,
  remainingMs: () => number,
): Promise<StaffMessageResult> {
  const { table } = context;
  const key = await staffMessageKey(table, { eventId: told.eventId, chatId: member.chatId });
  const attempt = { member, told, key, remainingMs };
  const stored = await readStaffMessage(table, key);
  if (stored && stored.outcome !== 'to-repeat') return respectClaim(context, attempt, stored);
  const lastInboundAt = await readStaffInbound(table, member);
  if (sessionWindow({ lastInboundAt }, now()) === 'open') return send(context, attempt, 'text');
  return templateFor(context, attempt) ? send(context, attempt, 'template') : leaveUnsent(context, attempt);
}
