import { needsAttention, type ReviewedBooking } from '../booking/attention.ts';
import { resourcesShown, serviceShown } from '../booking/placement.ts';
import type { ToldEvent } from '../events/appointment-event.ts';
import { bookingLink, contactLines, hiddenChat, phoneShown, type StaffPlaces } from './staff-mail-contact.ts';
import { factWriter, type StaffFact } from './staff-mail-layout.ts';
import { decideBy, isRequest, requestHappening, requestSubject } from './staff-mail-request.ts';
import { longTime, shortTime } from './staff-mail-times.ts';
import type { StaffMailLabel, StaffMailWords } from './staff-mail-words.ts';

/** `subject` is ASCII in one line and short, as SNS wants it; `text` is plain text, its lines ended by `\n`. */
export type StaffMail = { subject: string; text: string };

/**
 * An e-mail of its lines. Letters of the subject lose their accents, because SNS takes ASCII only: "mié" is "mie".
 */
export const composed = (subject: string, lines: string[]): StaffMail => ({
  subject: subject.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
  text: `${lines.join('\n')}\n`,
});

function subjectOf({ type, detail }: ToldEvent, words: StaffMailWords): string {
  if (isRequest(detail)) return requestSubject(detail, words);
  const { booking, previous, change } = detail;
  const { subjects } = words;
  const when = shortTime(booking, words);
  if (change.kind === 'attention')
    return `${needsAttention(booking) ? subjects.needsAttention : subjects.rightAgain}: ${when}`;
  const mark = needsAttention(booking) ? words.needsAttentionMark : '';
  if (type === 'Appointment Booked') return `${subjects.booked}${mark}: ${when}`;
  if (type === 'Appointment Cancelled') return `${change.declined ? subjects.declined : subjects.cancelled}: ${when}`;
  const before = previous && shortTime(previous, words);
  return `${subjects.changed}${mark}: ${before && before !== when ? `${before} -> ` : ''}${when}`;
}

function happening({ type, detail }: ToldEvent, words: StaffMailWords): string {
  if (isRequest(detail)) return requestHappening(detail, words);
  const { kind, declined } = detail.change;
  const { happenings } = words;
  if (kind === 'attention')
    return detail.booking.attention.includes('overlap') ? happenings.overlaps : happenings.overlapsNoMore;
  if (kind === 'booking') return happenings.bookedByHand;
  if (kind === 'approval') return happenings.approved;
  if (declined) return happenings.declined;
  if (type === 'Appointment Booked') return happenings.booked;
  if (type === 'Appointment Cancelled') return happenings.cancelled;
  return kind === 'completion' ? happenings.changedByCustomer : happenings.changed;
}

/** Who decided, where it has a name or is no matter of course. */
function deciderOf({ actor, change }: ToldEvent['detail'], words: StaffMailWords): string | undefined {
  switch (actor?.kind) {
    case 'customer':
      return change.kind === 'cancellation' ? words.byCustomer : undefined;
    case 'key':
      return actor.holder;
    case 'staff':
      return words.byStaff(actor.staff);
    default:
      return undefined;
  }
}

function factsOf({ detail }: ToldEvent, words: StaffMailWords): StaffFact[] {
  const { booking, previous, change, recipient, invitationId } = detail;
  const told = (label: StaffMailLabel, tell: (one: ReviewedBooking) => string | undefined): StaffFact => ({
    label,
    value: tell(booking),
    before: previous && tell(previous),
    hadBefore: previous !== undefined,
  });
  const plain = (label: StaffMailLabel, value: string | undefined): StaffFact => ({ label, value });
  return [
    told('when', (one) => longTime(one, words)),
    told('service', serviceShown),
    told('with', resourcesShown),
    told('name', ({ customerName }) => customerName),
    told('notes', ({ notes }) => notes),
    plain('decideBy', decideBy(detail, words)),
    plain('by', deciderOf(detail, words)),
    plain('reason', change.reason),
    plain('phone', phoneShown(recipient, words)),
    plain('chat', hiddenChat(recipient)),
    plain('invitation', invitationId),
  ];
}

function attentionOf({ attention, overlapsWith = [], ...booking }: ReviewedBooking, words: StaffMailWords): string[] {
  if (!needsAttention({ attention, ...booking })) return [];
  const sentences = attention.map((reason) => `- ${words.attention[reason]}`);
  const others = overlapsWith.map((id) => `  ${words.overlapsWith(id)}`);
  return ['', words.needsAttention, ...sentences, ...others];
}

/** What the staff read about a booking, with times on the business's own clock. */
export function appointmentMail(event: ToldEvent, places: StaffPlaces, words: StaffMailWords): StaffMail {
  const { booking, invitationId, recipient } = event.detail;
  return composed(subjectOf(event, words), [
    happening(event, words),
    '',
    ...factWriter(words)(factsOf(event, words)),
    ...attentionOf(booking, words),
    ...contactLines(recipient, bookingLink(places, invitationId), words),
  ]);
}
