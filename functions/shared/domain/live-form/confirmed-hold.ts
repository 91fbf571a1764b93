import type { InvitationId } from '../invitation/invitation-id.ts';
import { type ClaimId, claimIdFor } from '../places/day.ts';

/** The hold that a confirmation is named after. */
export const holdOfConfirm = (invitationId: InvitationId, confirmId: string): ClaimId =>
  claimIdFor(invitationId, confirmId.replace(/^live-/, 'hold-'));
