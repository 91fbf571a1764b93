import { invitationAnnouncements } from '../../../../functions/shared/domain/events/invitation-announcements.ts';
import type { Invitation } from '../../../../functions/shared/domain/invitation/invitation.ts';

/** The names of the events that tell of the change between two states of one invitation. */
export const namesOf = (old: Invitation | undefined, invitation: Invitation) =>
  invitationAnnouncements(old, invitation).map(({ detailType }) => detailType);

/** Their details. */
export const detailsOf = (old: Invitation | undefined, invitation: Invitation): Record<string, unknown>[] =>
  invitationAnnouncements(old, invitation).map(({ detail }) => detail);
