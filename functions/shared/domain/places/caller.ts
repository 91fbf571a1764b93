import type { InvitationId } from '../invitation/invitation-id.ts';
import { type Claim, type ClaimId, hasEnded } from './day.ts';
import type { EpochMs } from './time-set.ts';
import type { Counts } from './timeline.ts';

/** Who asks, and which claims are theirs. */
export type Caller = {
  /** Staff are bound by hours, closures, taken places and the past; customers by lead time and horizon as well. */
  readonly by: 'customer' | 'staff';
  readonly invitationId?: InvitationId | undefined;
  /** The claim that is asked for. */
  readonly claimId?: ClaimId | undefined;
  /** The claim of the same invitation that is moved away from: it is released in the same step. */
  readonly replaces?: ClaimId | undefined;
};

/** Whether a claim gives way to its caller: any hold of the invitation, the claim that is replaced, and itself. */
export function givesWay(claim: Claim, claimId: string, { invitationId, claimId: asked, replaces }: Caller): boolean {
  if (claim.invitationId !== invitationId) return false;
  return claim.kind === 'hold' || claimId === asked || claimId === replaces;
}

/** The claims that keep the caller away. */
export const othersOf =
  (caller: Caller, now: EpochMs): Counts =>
  (claim, claimId) =>
    !hasEnded(claim, now) && !givesWay(claim, claimId, caller);

/** The claims that keep the caller away from a place they hold: who overrode that it is taken does not take it. */
export const rivalsOf =
  (caller: Caller, now: EpochMs): Counts =>
  (claim, claimId) =>
    othersOf(caller, now)(claim, claimId) && !(claim.kind === 'booking' && claim.overridden?.includes('slot-taken'));
