import { randomUUID } from 'node:crypto';
import type { Contract } from '../../contract/contract.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { type FailureReason, REACTIONS } from '../../domain/delivery/failure.ts';
import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import { CLAIM_LAPSES_AFTER_MS } from '../../domain/invitation/invitation-status.ts';
import { DAY_MS, epochMs, type Instant, later, now } from '../../domain/time/instant.ts';
import type { SendOutcome } from '../../provider/send-outcome.ts';
import { recordConsent } from '../../store/customer/chats.ts';
import { linkConfirmation } from '../../store/notices/confirmation-messages.ts';
import {
  type BookingVersion,
  type ConfirmationEnd,
  claimConfirmation,
  type StoredClaim,
  settleConfirmation,
} from '../../store/notices/confirmations.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { followFailure } from '../delivery/follow-failure.ts';
import { providerWithinMs } from '../invitation/make-attempt.ts';

type TellContext = { table: CustomerTable; contract: Contract };

/** A refusal that may be over when the queue delivers the event again, minutes later. */
const LONGEST_PAUSE_MS = 10 * 60_000;

/** A run that links a message is done within this; after it, reconcile does what is left. */
const FOLLOWED_WITHIN_MS = 2 * 60_000;

function mayRepeat(reason: FailureReason): boolean {
  const reaction = REACTIONS[reason];
  return reaction.kind === 'retry' && reaction.delaysMs[0] <= LONGEST_PAUSE_MS;
}

function endOf(outcome: SendOutcome): ConfirmationEnd {
  if (outcome.kind === 'accepted') return { outcome: 'accepted', messageId: outcome.messageId };
  if (outcome.kind === 'unknown') return { outcome: 'unknown' };
  const { reason } = outcome.failure;
  return { outcome: 'refused', reason, mayRepeat: mayRepeat(reason) };
}

/** The claim outlives every repeat of the event, and goes with the invitation or before it. */
const expiryOf = ({ booking }: Invitation, { retention }: Contract, at: Instant): Instant =>
  later([at, booking?.endsAt ?? at].sort().at(-1) ?? at, retention.invitationDays * DAY_MS);

/** A claim of somebody else's: it is being worked on, it ended, or nobody knows what became of it and never will. */
async function respectClaim({ table }: TellContext, version: BookingVersion, claim: StoredClaim) {
  if (claim.outcome) return { kind: 'not-sent', why: 'told-already' } as const;
  const at = now();
  if (epochMs(at) < epochMs(claim.claimedAt) + CLAIM_LAPSES_AFTER_MS) {
    return { kind: 'postponed', why: 'still-running' } as const;
  }
  const isSettled = await settleConfirmation(table, version, claim.claimId, { outcome: 'unknown' }, at);
  return isSettled ? ({ kind: 'unknown' } as const) : ({ kind: 'not-sent', why: 'told-already' } as const);
}

/** Links the message. If its failure was reported before, what follows from that is done here, or by reconcile. */
async function linkAndFollow(
  context: TellContext,
  link: Parameters<typeof linkConfirmation>[1],
  expiresAt: Instant,
): Promise<void> {
  const { table } = context;
  const at = now();
  if (await linkConfirmation(table, link, { now: at, expiresAt })) return;
  const failed = await linkConfirmation(table, link, { now: at, expiresAt, dueAt: later(at, FOLLOWED_WITHIN_MS) });
  if (failed) await followFailure(context, failed, at);
}

/** What the customer is told: how it is sent, and what else follows once it is accepted. */
export type Telling = {
  version: BookingVersion;
  invitation: Invitation;
  send: (withinMs: number) => Promise<SendOutcome>;
  onAccepted?: (messageId: MessageId) => Promise<void>;
};

/** Tells the customer once: the claim is written before the call, its outcome after it. */
export async function tellOnce(
  context: TellContext,
  { version, invitation, send, onAccepted }: Telling,
  remainingMs: () => number,
) {
  const { table, contract } = context;
  const recipient = addresseeOf(invitation);
  const claim = { claimId: randomUUID(), at: now(), expiresAt: expiryOf(invitation, contract, now()) };
  const standing = await claimConfirmation(table, version, claim);
  if (standing.claimId !== claim.claimId) return respectClaim(context, version, standing);

  const end = endOf(await send(providerWithinMs(remainingMs())));
  // All before the outcome: once that is stored, nobody looks at this answer again.
  if (end.outcome === 'refused' && end.reason === 'opted-out') {
    await recordConsent(table, recipient.chatId, 'opt-out', claim.at, now());
  }
  if (end.outcome === 'accepted') {
    const link = { messageId: end.messageId, version, chatId: recipient.chatId };
    await linkAndFollow(context, link, claim.expiresAt);
    await onAccepted?.(end.messageId);
  }
  await settleConfirmation(table, version, claim.claimId, end, now());
  if (end.outcome !== 'refused') return { kind: end.outcome };
  const { reason } = end;
  return end.mayRepeat ? ({ kind: 'postponed', why: reason } as const) : ({ kind: 'refused', reason } as const);
}
