import { randomUUID } from 'node:crypto';
import { foldLabel } from '../../domain/chat/chat-wish.ts';
import { sessionWindow } from '../../domain/customer/customer.ts';
import { CLAIM_LAPSES_AFTER_MS } from '../../domain/invitation/invitation-status.ts';
import type { StaffButtonMeaning, StaffSubject } from '../../domain/staff/staff-button.ts';
import type { StaffMember } from '../../domain/staff/staff-member.ts';
import type { StaffTap } from '../../domain/staff/staff-tap.ts';
import { readStaffTapEvent } from '../../domain/staff/staff-tap-event.ts';
import { staffTexts } from '../../domain/staff/staff-texts.ts';
import { epochMs, now } from '../../domain/time/instant.ts';
import type { SendOutcome } from '../../provider/send-outcome.ts';
import { noteInvitation } from '../../runtime/logger.ts';
import { isLinked, readMessage } from '../../store/delivery/messages.ts';
import { spendStaffAnswer } from '../../store/staff/staff-members.ts';
import { claimTapAnswer, readStaffTap, settleTapAnswer } from '../../store/staff/staff-taps.ts';
import { hasTimeToSend, providerWithinMs } from '../invitation/make-attempt.ts';
import { numberToCall, presentState } from './act-on-tap.ts';
import { decideApproval } from './decide-approval.ts';
import type { StaffContext } from './message-member.ts';
import { memberById } from './staff-sender.ts';

/** What became of a tap. Only a `postponed` one has an effect when it is delivered again. */
export type TapResult =
  | { kind: SendOutcome['kind'] | 'known-already' | 'no-member' | 'window-not-open' | 'budget-used-up' }
  | { kind: 'postponed'; why: 'not-linked-yet' | 'still-running' | 'too-little-time' };

/** A tap can come before the link of its message, while the run that sent it waits for the provider. */
const LINKED_WITHIN_MS = 2 * 60_000;

type Tapped = { meaning: StaffButtonMeaning; about: StaffSubject };

/** The button that was tapped; `undefined` if it is none of a message to this member. */
async function findButton({ table }: StaffContext, tap: StaffTap): Promise<Tapped | 'not-linked-yet' | undefined> {
  const message = (await readMessage(table, tap.answers))?.message;
  if (!message || !isLinked(message))
    return Date.now() < epochMs(tap.at) + LINKED_WITHIN_MS ? 'not-linked-yet' : undefined;
  const { toStaff } = message;
  if (toStaff?.memberId !== tap.memberId) return undefined;
  const button = toStaff.buttons.find(({ label }) => foldLabel(label) === foldLabel(tap.label));
  return button && { meaning: button.meaning, about: toStaff.about };
}

/** Does what a button means, and returns the answer. After a decision that is the booking as it is then. */
async function act(context: StaffContext, member: StaffMember, tap: StaffTap, { meaning, about }: Tapped) {
  if ('invitationId' in about) noteInvitation(about.invitationId);
  if (meaning === 'call') return numberToCall(context, member, about);
  await decideApproval(context, member, tap, { about, meaning });
  return presentState(context, member, about);
}

/** A claim of another run: it is being worked on, or nobody knows what became of it and never will. */
async function respectClaim(
  { table }: StaffContext,
  { messageId, claimedAt = now() }: StaffTap,
  claimId: string,
): Promise<TapResult> {
  if (Date.now() < epochMs(claimedAt) + CLAIM_LAPSES_AFTER_MS) return { kind: 'postponed', why: 'still-running' };
  await settleTapAnswer(table, messageId, claimId, 'unknown');
  return { kind: 'unknown' };
}

/** Sends one answer to one tap, once: the claim is written before the call, and never taken again. */
async function send(
  context: StaffContext,
  { member, tap, text }: { member: StaffMember; tap: StaffTap; text: string },
  remainingMs: () => number,
): Promise<TapResult> {
  const { table, contract, provider } = context;
  if (!hasTimeToSend(remainingMs())) return { kind: 'postponed', why: 'too-little-time' };
  const claimId = randomUUID();
  if (!(await claimTapAnswer(table, tap.messageId, claimId, now()))) {
    return { kind: 'postponed', why: 'still-running' };
  }
  const isOpen = sessionWindow({ lastInboundAt: tap.at }, now()) === 'open';
  const isLeft = isOpen && (await spendStaffAnswer(table, member, contract.intent.answersPerHour, now()));
  if (!isLeft) {
    await settleTapAnswer(table, tap.messageId, claimId, 'done');
    return { kind: isOpen ? 'budget-used-up' : 'window-not-open' };
  }
  const recipient = { phone: member.phone, chatId: member.chatId };
  const { kind } = await provider.sendMessage({ recipient, text }, providerWithinMs(remainingMs()));
  await settleTapAnswer(table, tap.messageId, claimId, kind);
  return { kind };
}

/**
 * Does what a member of staff tapped, and answers them once. `body` is what the queue delivered; throws if it is no
 * `Staff Button Tapped`, or if a later try may succeed.
 */
export async function answerStaffTap(
  context: StaffContext,
  body: string,
  remainingMs: () => number,
): Promise<TapResult> {
  const { messageId } = readStaffTapEvent(body);
  const tap = await readStaffTap(context.table, messageId);
  if (!tap || tap.outcome) return { kind: 'known-already' };
  if (tap.claimId) return respectClaim(context, tap, tap.claimId);
  const member = await memberById(context, tap.memberId);
  if (!member) return { kind: 'no-member' };
  const tapped = await findButton(context, tap);
  if (tapped === 'not-linked-yet') return { kind: 'postponed', why: tapped };
  const text = tapped
    ? await act(context, member, tap, tapped)
    : staffTexts(member.language, context.contract).noEffect;
  return send(context, { member, tap, text }, remainingMs);
}
