import type { Invitation } from '../invitation/invitation.ts';
import type { Instant } from '../time/instant.ts';
import { SCHEMA_VERSION } from './event-details.ts';
import { eventIdOf } from './event-id.ts';

/** What the events about an invitation have in common. `fact` names the fact among all of this invitation. */
export const about = (invitation: Invitation, fact: string, occurredAt: Instant) => ({
  eventId: eventIdOf(invitation.invitationId, fact),
  schemaVersion: SCHEMA_VERSION,
  occurredAt,
  channelId: invitation.channelId,
  invitationId: invitation.invitationId,
  recipient: invitation.recipient,
  language: invitation.language,
});
