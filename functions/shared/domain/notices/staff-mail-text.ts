import { needsAttention, type ReviewedBooking } from '../booking/attention.ts';
import type { AttentionReason } from '../booking/booking.ts';
import { holdsPlace } from '../booking/booking-state.ts';
import { resourcesShown, serviceShown } from '../booking/placement.ts';
import type { ToldEvent } from '../events/appointment-event.ts';
import { contactLines, hiddenChat, invitationLink, phoneShown, type StaffPlaces } from './staff-mail-contact.ts';
import { type StaffFact, writeFacts } from './staff-mail-layout.ts';
import { decideBy, isRequest, requestHappening, requestRoutes, requestSubject } from './staff-mail-request.ts';
import { longTime, shortTime } from './staff-mail-times.ts';

/** `subject` is ASCII in one line and short, as SNS wants it; `text` is plain text, its lines ended by `\n`. */
export type StaffMail = { subject: string; text: string };

/** Why a person should look at a booking, in words for that person. */
const ATTENTION_SENTENCES: Record<AttentionReason, string> = {
  'date-missing': 'The form came without a date.',
  'date-unreadable': 'The date in the form cannot be read.',
  'time-missing': 'The form came without a time.',
  'time-unreadable': 'The time in the form cannot be read.',
  'start-in-dst-gap': 'This time does not exist on that day: the clocks go forward. The next one is assumed.',
  'start-in-past': 'This time had passed when the customer sent the form.',
  'outside-opening-hours': 'This time is outside the opening hours.',
  'form-too-large': 'The form was too large to keep whole.',
  'slot-taken': 'The customer asked for a time that is taken.',
  'too-soon': 'The customer asked for a time that is too soon.',
  'too-far': 'The customer asked for a day that is too far ahead.',
  'off-step': 'The customer asked for a time at which no appointment starts.',
  'unknown-service': 'The form names none of the services.',
  'form-refused': 'The customer sent another form, which cannot be had: the appointment stayed as it was.',
  'too-many-open': 'This customer has as many appointments ahead as one customer may have.',
  'not-approved': 'Nobody has approved or refused it in time.',
  'none-suits': 'The customer says that none of the free times suits them: please write to them.',
  overlap: 'Another booking takes the same service at the same time.',
};

function subjectOf({ type, detail }: ToldEvent): string {
  if (isRequest(detail)) return requestSubject(detail);
  const { booking, previous, change } = detail;
  const when = shortTime(booking);
  if (change.kind === 'attention') {
    return needsAttention(booking) ? `Needs attention: ${when}` : `All right again: ${when}`;
  }
  const mark = needsAttention(booking) ? ' (needs attention)' : '';
  if (type === 'Appointment Booked') return `Booked${mark}: ${when}`;
  if (type === 'Appointment Cancelled') return `${change.declined ? 'Refused' : 'Cancelled'}: ${when}`;
  const before = previous && shortTime(previous);
  return `Changed${mark}: ${before && before !== when ? `${before} -> ` : ''}${when}`;
}

function happening({ type, detail }: ToldEvent): string {
  if (isRequest(detail)) return requestHappening(detail);
  const { kind, declined } = detail.change;
  if (kind === 'attention') {
    const isThere = detail.booking.attention.includes('overlap');
    return isThere ? 'This booking now overlaps with another one.' : 'This booking overlaps with no other any more.';
  }
  if (kind === 'booking') return 'An appointment was booked by hand.';
  if (kind === 'approval') return 'An appointment was approved.';
  if (declined) return 'An appointment was refused.';
  if (type === 'Appointment Booked') return 'A customer booked an appointment.';
  if (type === 'Appointment Cancelled') return 'An appointment was cancelled.';
  return kind === 'completion' ? 'A customer changed an appointment.' : 'An appointment was changed.';
}

/** Who decided, where it has a name or is no matter of course. */
function deciderOf({ actor, change }: ToldEvent['detail']): string | undefined {
  switch (actor?.kind) {
    case 'customer':
      return change.kind === 'cancellation' ? 'the customer, in the chat' : undefined;
    case 'key':
      return actor.holder;
    case 'staff':
      return `${actor.staff}, on WhatsApp`;
    default:
      return undefined;
  }
}

function factsOf({ detail }: ToldEvent): StaffFact[] {
  const { booking, previous, change, recipient, invitationId } = detail;
  const told = (label: string, tell: (one: ReviewedBooking) => string | undefined): StaffFact => ({
    label,
    value: tell(booking),
    before: previous && tell(previous),
    hadBefore: previous !== undefined,
  });
  const plain = (label: string, value: string | undefined): StaffFact => ({ label, value });
  return [
    told('When', longTime),
    told('Service', serviceShown),
    told('With', resourcesShown),
    told('Name', ({ customerName }) => customerName),
    told('Notes', ({ notes }) => notes),
    plain('Decide by', decideBy(detail)),
    plain('By', deciderOf(detail)),
    plain('Reason', change.reason),
    plain('Phone', phoneShown(recipient)),
    plain('Chat', hiddenChat(recipient)),
    plain('Invitation', invitationId),
  ];
}

function attentionOf({ attention, overlapsWith = [], ...booking }: ReviewedBooking): string[] {
  if (!needsAttention({ attention, ...booking })) return [];
  const sentences = attention.map((reason) => `- ${ATTENTION_SENTENCES[reason]}`);
  const others = overlapsWith.map((id) => `  It belongs to the invitation ${id}.`);
  return ['', 'It needs your attention:', ...sentences, ...others];
}

/** How to look a booking up and to correct it, where there is no console. */
const routesOf = (detail: ToldEvent['detail']): string[] => {
  const { booking, invitationId } = detail;
  return [
    `To look it up: GET /invitations/${invitationId}`,
    ...(isRequest(detail) ? requestRoutes(detail) : []),
    ...(holdsPlace(booking) ? [`To correct it: PATCH /bookings/${invitationId}`] : []),
  ];
};

/** What the staff read about a booking: in English, with times on the business's own clock. */
export function appointmentMail(event: ToldEvent, places: StaffPlaces): StaffMail {
  const { booking, invitationId, recipient } = event.detail;
  const link = invitationLink(places, invitationId);
  const lines = [
    happening(event),
    '',
    ...writeFacts(factsOf(event)),
    ...attentionOf(booking),
    '',
    ...(link ? [] : routesOf(event.detail)),
    ...contactLines(recipient, link),
  ];
  return { subject: subjectOf(event), text: `${lines.join('\n')}\n` };
}
