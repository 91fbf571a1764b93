import { entryKey, type HistoryEntry } from '../booking-history.ts';
import { FAILURE_SENTENCES } from '../failure.ts';
import type { Instant } from '../instant.ts';
import { attemptsOf, type Invitation } from '../invitation.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { type Announcement, type DetailType, SCHEMA_VERSION } from './event-details.ts';
import { eventIdOf } from './event-id.ts';

const about = (invitation: Invitation, fact: string, occurredAt: Instant) => ({
  eventId: eventIdOf(invitation.invitationId, fact),
  schemaVersion: SCHEMA_VERSION,
  occurredAt,
  channelId: invitation.channelId,
  invitationId: invitation.invitationId,
  recipient: invitation.recipient,
  language: invitation.language,
});

function acceptance(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { acceptedAt } = invitation;
  const accepted = attemptsOf(invitation).find(({ messageId }) => messageId !== undefined);
  if (!acceptedAt || old?.acceptedAt || !accepted?.messageId) return [];
  const { messageId, carrier } = accepted;
  const detail = { ...about(invitation, 'accepted', acceptedAt), messageId, carrier };
  return [{ detailType: 'Flow Invitation Accepted', detail }];
}

function rejection(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { rejectedAt, rejection: failure } = invitation;
  if (!rejectedAt || old?.rejectedAt || !failure) return [];
  const explanation = FAILURE_SENTENCES[failure.reason];
  const detail = { ...about(invitation, 'rejected', rejectedAt), failure, explanation };
  return [{ detailType: 'Flow Invitation Rejected', detail }];
}

type AppointmentType = Extract<DetailType, `Appointment ${string}`>;

/** What an entry did to the booking, as the business sees it. */
function appointmentType(old: Invitation | undefined, invitation: Invitation): AppointmentType {
  const [before, after] = [old?.booking?.state, invitation.booking?.state];
  if (after === 'booked' && before !== 'booked') return 'Appointment Booked';
  if (after === 'cancelled' && before !== 'cancelled') return 'Appointment Cancelled';
  return 'Appointment Changed';
}

function changeOf(id: string, entry: HistoryEntry) {
  const form = entry.kind === 'completion' ? parseJson(entry.fields) : undefined;
  const reason = entry.kind === 'cancellation' ? entry.reason : undefined;
  return { kind: entry.kind, id, ...(isJsonObject(form) && { form }), ...(reason !== undefined && { reason }) };
}

/** One announcement for each entry that is new in the booking's history. */
function appointments(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { booking, history, revision, newestEntry } = invitation;
  if (!booking) return [];
  const added = Object.entries(history).filter(([id]) => !old || !Object.hasOwn(old.history, id));
  return added.map(([id, entry]) => ({
    detailType: appointmentType(old, invitation),
    detail: {
      ...about(invitation, `history/${id}`, entry.at),
      booking,
      ...(old?.booking && { previous: old.booking }),
      revision,
      superseded: entryKey(id, entry) !== newestEntry,
      change: changeOf(id, entry),
    },
  }));
}

/** What there is to announce between two images of one invitation. */
export function invitationAnnouncements(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  return [...acceptance(old, invitation), ...rejection(old, invitation), ...appointments(old, invitation)];
}
