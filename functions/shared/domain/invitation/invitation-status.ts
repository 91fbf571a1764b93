import * as z from 'zod/mini';
import { deliveryOf, type Message, messageArrived } from '../delivery/delivery.ts';
import { epochMs, type Instant } from '../time/instant.ts';
import { attemptsOf, type Invitation } from './invitation.ts';

/**
 * An attempt without an outcome is running for as long as its function may run, plus a second for clocks that
 * differ; after that nobody knows what became of it. Keep above the time-out of the sending functions in the stack.
 */
export const CLAIM_LAPSES_AFTER_MS = 13_000;

export const InvitationStatus = z.enum([
  'sending',
  'retrying',
  'accepted',
  'rejected',
  'undelivered',
  'unknown',
  'unresolved',
  'completed',
  'cancelled',
]);
export type InvitationStatus = z.infer<typeof InvitationStatus>;

const haveFailed = (messages: readonly Message[]): boolean =>
  messages.length > 0 && messages.every((message) => deliveryOf(message) === 'failed');

/**
 * The status people see, the only one that is derived. A reported delivery counts at once, before reconcile stores what
 * follows from it. `messages` are those of the invitation, as far as the caller knows them.
 */
export function invitationStatus(invitation: Invitation, messages: readonly Message[], now: Instant): InvitationStatus {
  if (invitation.booking) return invitation.booking.state === 'cancelled' ? 'cancelled' : 'completed';
  if (invitation.undeliveredAt) return messages.some(messageArrived) ? 'accepted' : 'undelivered';
  if (invitation.rejectedAt) return 'rejected';
  if (invitation.retryAt) return 'retrying';
  const latest = attemptsOf(invitation).at(-1);
  if (latest?.outcome === 'accepted') return haveFailed(messages) ? 'undelivered' : 'accepted';
  if (invitation.unresolvedAt) return 'unresolved';
  if (latest?.outcome === 'unknown' || !latest) return 'unknown';
  const claimLapsesAt = epochMs(latest.claimedAt) + CLAIM_LAPSES_AFTER_MS;
  return epochMs(now) < claimLapsesAt ? 'sending' : 'unknown';
}

/** Whether the status depends on what was reported of the invitation's messages. */
export const needsMessages = ({ booking, undeliveredAt, rejectedAt, retryAt }: Invitation): boolean =>
  !booking && (undeliveredAt !== undefined || (!rejectedAt && !retryAt));
