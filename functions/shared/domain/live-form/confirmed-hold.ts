import type { Invitation } from '../invitation/invitation.ts';
import type { InvitationId } from '../invitation/invitation-id.ts';
import { type ClaimId, claimIdFor } from '../places/day.ts';

/** The hold that a confirmation is named after. */
const holdOfConfirm = (invitationId: InvitationId, confirmId: string): ClaimId =>
  claimIdFor(invitationId, confirmId.replace(/^live-/, 'hold-'));

/** Whether a confirmation is that of the invitation's newest hold. */
export const confirmsHold = ({ invitationId, held }: Pick<Invitation, 'invitationId' | 'held'>, confirmId: string) =>
  held?.claimId === holdOfConfirm(invitationId, confirmId);
