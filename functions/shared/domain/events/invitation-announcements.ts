import { reviewedBooking } from '../booking/attention.ts';
import type { HistoryEntry } from '../booking/booking-history.ts';
import { holdsPlace } from '../booking/booking-state.ts';
import { authorOf } from '../booking/entry-author.ts';
import { isSuperseded } from '../booking/form-request.ts';
import type { Recipient } from '../customer/recipient.ts';
import { FAILURE_SENTENCES, type Failure } from '../delivery/failure.ts';
import { attemptsOf, type Invitation } from '../invitation/invitation.ts';
import { NOT_TOLD_SENTENCES } from '../notices/notice-sentences.ts';
import { SYSTEM } from '../people/actor.ts';
import { isJsonObject, parseJson } from '../text/json.ts';
import type { Instant } from '../time/instant.ts';
import { about } from './about-invitation.ts';
import { confirmedAttendance, notedAttendance } from './attendance-announcements.ts';
import type { Announcement } from './event-details.ts';

type Invited = Invitation & { recipient: Recipient };

/** Somebody without an address is never invited. */
const isInvited = (invitation: Invitation): invitation is Invited => invitation.recipient !== undefined;

/** One for each attempt the provider accepted: the flow message, a retry, the template. */
function acceptances(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  if (!isInvited(invitation)) return [];
  const { recipient } = invitation;
  return attemptsOf(invitation).flatMap(({ number, messageId, carrier, settledAt }) => {
    const isNew = messageId !== undefined && old?.attempts[number]?.messageId === undefined;
    if (!isNew || !settledAt) return [];
    const detail = {
      ...about(invitation, `accepted/${number}`, settledAt),
      recipient,
      messageId,
      carrier,
      attempt: number,
    };
    return [{ detailType: 'Flow Invitation Accepted', detail }];
  });
}

function ended(invitation: Invited, stage: 'sending' | 'delivery', at: Instant, failure: Failure): Announcement {
  const fact = stage === 'sending' ? 'rejected' : 'undelivered';
  const explanation = FAILURE_SENTENCES[failure.reason];
  const { recipient } = invitation;
  const detail = { ...about(invitation, fact, at), recipient, stage, failure, explanation };
  return { detailType: 'Flow Invitation Rejected', detail };
}

function rejections(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { rejectedAt, undeliveredAt, rejection: failure } = invitation;
  if (!failure || !isInvited(invitation)) return [];
  return [
    ...(rejectedAt && !old?.rejectedAt ? [ended(invitation, 'sending', rejectedAt, failure)] : []),
    ...(undeliveredAt && !old?.undeliveredAt ? [ended(invitation, 'delivery', undeliveredAt, failure)] : []),
  ];
}

function unresolved(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { unresolvedAt, deliveryUnknownAt } = invitation;
  const due: Announcement[] = [];
  if (!isInvited(invitation)) return due;
  const { recipient } = invitation;
  if (unresolvedAt && !old?.unresolvedAt) {
    const detail = { ...about(invitation, 'unresolved', unresolvedAt), recipient, unknown: 'acceptance' as const };
    due.push({ detailType: 'Flow Invitation Unresolved', detail });
  }
  if (deliveryUnknownAt && !old?.deliveryUnknownAt) {
    const detail = {
      ...about(invitation, 'delivery-unknown', deliveryUnknownAt),
      recipient,
      unknown: 'delivery' as const,
    };
    due.push({ detailType: 'Flow Invitation Unresolved', detail });
  }
  return due;
}

/** What became of the place that a form asks for. */
const outcomeOf = (entry: HistoryEntry) => (entry.kind === 'completion' ? entry.place?.outcome : undefined);

/** The event type for the change of the booking's state. */
function appointmentType(old: Invitation | undefined, invitation: Invitation, entry: HistoryEntry) {
  const [before, after] = [old?.booking?.state, invitation.booking?.state];
  // Nobody decided yet on the place that it asks for, or on the booking.
  if (after === 'requested' || outcomeOf(entry) === 'requested') return 'Appointment Requested';
  if (after === 'to-approve') return 'Appointment Requested';
  if (after === 'booked' && before !== 'booked') return 'Appointment Booked';
  if (after === 'cancelled' && before !== 'cancelled') return 'Appointment Cancelled';
  return 'Appointment Changed';
}

/** The name of what is new about an entry: that it is there, or that the place it asked for was decided. */
function newFact(old: Invitation | undefined, id: string, entry: HistoryEntry): string | undefined {
  const known = old && Object.hasOwn(old.history, id) ? old.history[id] : undefined;
  if (!known) return `history/${id}`;
  const outcome = outcomeOf(entry);
  return outcome === outcomeOf(known) ? undefined : `history/${id}/${outcome}`;
}

function changeOf(id: string, entry: HistoryEntry) {
  const form = entry.kind === 'completion' ? parseJson(entry.fields) : undefined;
  const { reason, declined } = entry.kind === 'cancellation' ? entry : {};
  return {
    kind: entry.kind,
    id,
    ...(isJsonObject(form) && { form }),
    ...(reason !== undefined && { reason }),
    ...(declined && { declined }),
  };
}

/** One announcement for each new entry of the booking's history, and for each whose place was decided. */
function appointments(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { history, revision } = invitation;
  const [previous, booking] = [old && reviewedBooking(old), reviewedBooking(invitation)];
  if (!booking) return [];
  return Object.entries(history).flatMap(([id, entry]) => {
    const fact = newFact(old, id, entry);
    if (fact === undefined) return [];
    const detail = {
      ...about(invitation, fact, entry.at),
      booking,
      ...(previous && { previous }),
      revision,
      superseded: isSuperseded(invitation, id, entry),
      actor: authorOf(entry),
      change: changeOf(id, entry),
    };
    return [{ detailType: appointmentType(old, invitation, entry), detail }];
  });
}

/** The announcement of a new reason for attention, or of one that is gone, by no entry of the history. */
function attentionChange(
  old: Invitation | undefined,
  invitation: Invitation,
  { fact, id, at }: { fact: string; id: string; at: Instant },
): Announcement[] {
  const { revision } = invitation;
  const [previous, booking] = [old && reviewedBooking(old), reviewedBooking(invitation)];
  if (!holdsPlace(booking)) return [];
  const detail = {
    ...about(invitation, fact, at),
    booking,
    ...(previous && { previous }),
    revision,
    superseded: false,
    actor: SYSTEM,
    change: { kind: 'attention' as const, id },
  };
  return [{ detailType: booking.state === 'booked' ? 'Appointment Changed' : 'Appointment Requested', detail }];
}

/** Announces that an overlap with another booking began or ended, unless this booking is cancelled. */
function overlapChanges(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { overlapsChanged } = invitation;
  if (!overlapsChanged || overlapsChanged.id === old?.overlapsChanged?.id) return [];
  const { id, at } = overlapsChanged;
  return attentionChange(old, invitation, { fact: `overlaps/${id}`, id, at });
}

/** Announces, once for each request, that nobody approved or refused it in time. */
function lateApproval(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { notApprovedSince: at, booking } = invitation;
  if (!at || at === old?.notApprovedSince || booking?.state !== 'to-approve') return [];
  const fact = `not-approved/${at}`;
  return attentionChange(old, invitation, { fact, id: fact, at });
}

/** Announces that a person has to tell the customer, once for each version and each reason that turns up. */
function notTold(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const { notTold: mark } = invitation;
  if (!mark || (old?.notTold?.revision === mark.revision && old.notTold.since === mark.since)) return [];
  const { revision, purpose, reason, since } = mark;
  const booking = reviewedBooking(invitation);
  const explanation = NOT_TOLD_SENTENCES[reason];
  const detail = {
    // A later version can bring an earlier mark back. That is announced anew, with the booking as it is then.
    ...about(invitation, `not-told/${invitation.revision}/${revision}/${since}`, since),
    ...(booking && { booking }),
    revision,
    purpose,
    reason,
    explanation,
  };
  return [{ detailType: 'Customer Not Told', detail }];
}

/** The announcements for the change between two images of one invitation. */
export function invitationAnnouncements(old: Invitation | undefined, invitation: Invitation): Announcement[] {
  const attendance = [notedAttendance, confirmedAttendance];
  const booking = [appointments, overlapChanges, lateApproval, notTold, ...attendance];
  return [acceptances, rejections, unresolved, ...booking].flatMap((announce) => announce(old, invitation));
}
