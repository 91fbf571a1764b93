import * as z from 'zod/mini';
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

/** What people see of an invitation: the one place where facts become a status. */
export function invitationStatus(invitation: Invitation, now: Instant): InvitationStatus {
  if (invitation.booking) return invitation.booking.state === 'cancelled' ? 'cancelled' : 'completed';
  if (invitation.undeliveredAt) return 'undelivered';
  if (invitation.rejectedAt) return 'rejected';
  if (invitation.retryAt) return 'retrying';
  const latest = attemptsOf(invitation).at(-1);
  if (latest?.outcome === 'accepted') return 'accepted';
  if (invitation.unresolvedAt) return 'unresolved';
  if (latest?.outcome === 'unknown' || !latest) return 'unknown';
  const claimLapsesAt = epochMs(latest.claimedAt) + CLAIM_LAPSES_AFTER_MS;
  return epochMs(now) < claimLapsesAt ? 'sending' : 'unknown';
}
