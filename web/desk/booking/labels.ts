import type { ReviewedBooking } from '../../../functions/shared/domain/booking/attention.ts';
import type { AttentionReason } from '../../../functions/shared/domain/booking/booking.ts';
import type { UnmatchedReason } from '../../../functions/shared/domain/customer/inbound.ts';
import { phoneOf, type Recipient } from '../../../functions/shared/domain/customer/recipient.ts';
import type { InvitationStatus } from '../../../functions/shared/domain/invitation/invitation-status.ts';
import type { NoticePurpose } from '../../../functions/shared/domain/notices/notice.ts';
import type { WishForPerson } from '../../../functions/shared/domain/wishes/wish.ts';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import type { Tone } from '../../ui/step.ts';

/** An invitation's status, for display. */
const STATUSES: Record<InvitationStatus, { label: string; tone: Tone }> = {
  sending: { label: 'Sending', tone: 'info' },
  retrying: { label: 'Trying again', tone: 'warn' },
  accepted: { label: 'Invited', tone: 'info' },
  rejected: { label: 'Not sent', tone: 'bad' },
  undelivered: { label: 'Not delivered', tone: 'bad' },
  unknown: { label: 'Unclear', tone: 'warn' },
  unresolved: { label: 'Not settled', tone: 'bad' },
  completed: { label: 'Booked', tone: 'good' },
  cancelled: { label: 'Cancelled', tone: 'plain' },
};

export const needsAttention = (booking: ReviewedBooking | undefined): boolean =>
  booking !== undefined && booking.state !== 'cancelled' && booking.attention.length > 0;

type Stated = Pick<InvitationSummary, 'status' | 'booking' | 'formError' | 'notTold'>;

export function statusOf({ status, booking, formError, notTold }: Stated): { label: string; tone: Tone } {
  if (needsAttention(booking) || formError) return { label: 'Needs attention', tone: 'warn' };
  if (notTold) return { label: 'Not told', tone: 'warn' };
  if (booking?.state === 'to-approve') return { label: 'To approve', tone: 'warn' };
  if (booking?.state === 'requested') return { label: 'Requested', tone: 'info' };
  return STATUSES[status];
}

/** Why a booking needs attention, and what to do. */
const ATTENTION: Record<AttentionReason, string> = {
  'date-missing': 'The form has no date: ask the customer and set it.',
  'date-unreadable': 'The date in the form cannot be read: ask the customer and set it.',
  'time-missing': 'The form has no time: ask the customer and set it.',
  'time-unreadable': 'The time in the form cannot be read: ask the customer and set it.',
  'start-in-dst-gap': 'This time does not exist: the clocks are put forward that night.',
  'start-in-past': 'The time was over already when the form was sent.',
  'outside-opening-hours': 'The business is closed at this time.',
  'form-too-large': 'The form was too large to keep whole.',
  'slot-taken': 'The customer asked for a time that is taken: agree on another and set it.',
  'too-soon': 'The customer asked for a time that is too soon: agree on another and set it.',
  'too-far': 'The customer asked for a day that is too far ahead: agree on another and set it.',
  'off-step': 'The customer asked for a time at which no appointment starts: agree on another and set it.',
  'unknown-service': 'The form names none of the services: ask the customer and set it.',
  'form-refused': 'The customer asked for something else that cannot be had: agree on a time and set it.',
  'not-approved': 'Nobody has decided in time: approve or refuse it.',
  'none-suits': 'None of the free times suits the customer: write to them, agree on a time and set it.',
  'too-many-open':
    'This customer has as many appointments ahead as one may have: set the time if they shall have another.',
  overlap: 'Another booking takes the same service at the same time: move or cancel one of the two.',
};

export const attentionSentence = (reason: AttentionReason): string => ATTENTION[reason];

/** That a phone could not show a form, with WhatsApp's name for the reason, and what to do. */
export const formErrorSentence = ({ name }: { name: string }): string =>
  `The form did not work on the customer's phone (${name}): write to them, and agree on a time.`;

/** What a customer does not know. */
const NEWS: Record<NoticePurpose, string> = {
  requested: 'does not know that the appointment waits for approval',
  booked: 'does not know that the appointment is booked',
  changed: 'does not know that the appointment was changed',
  cancelled: 'does not know that the appointment was cancelled',
  declined: 'does not know that the appointment was refused',
  refused: 'does not know that the time they asked for cannot be had',
};

export const newsOf = (purpose: NoticePurpose): string => NEWS[purpose];

/** What a customer wrote that they want, and what to do. */
const WISHES: Record<WishForPerson, string> = {
  cancel: 'Wants to cancel: read the chat, and cancel the booking.',
  change: 'Wants another time: read the chat, agree on a time and set it.',
  question: 'Asked something: read the chat, and answer there.',
};

export const wishSentence = (wish: WishForPerson): string => WISHES[wish];

/** Why an inbound message could not be used. */
const UNMATCHED: Record<UnmatchedReason, string> = {
  'not-json': 'It is not JSON.',
  'unknown-shape': 'It has a form nobody knows.',
  'other-channel': 'It is of another channel than this stack serves.',
  'unreadable-status': 'A delivery status in it cannot be read.',
  'unreadable-message': 'A message in it cannot be read.',
  'foreign-token': 'A form came with a token this stack did not sign.',
  'no-token-no-message': 'A form came without a token and without the message it answers.',
  'not-linked': 'A form came without a token, and the message it answers is not of this stack.',
  'no-such-invitation': 'The invitation it belongs to is gone.',
  'form-too-large': 'The form was too large to keep whole.',
  'too-large': 'It was too large for what it belongs to.',
  'malformed-request': 'A request over the bus is malformed.',
  'impossible-phone': 'A request over the bus names a phone number that cannot exist.',
  'idempotency-key-reused': 'A request over the bus reuses the key of another one.',
  'opted-out': 'A request over the bus is for a customer who opted out.',
};

export const unmatchedSentence = (reason: UnmatchedReason): string => UNMATCHED[reason];

/** How a customer is addressed: the phone if it is known, else the provider's id; somebody may have left neither. */
export function addressOf({ recipient }: { recipient?: Recipient | undefined }): string {
  if (!recipient) return 'No number';
  const phone = phoneOf(recipient);
  return phone ? `+${phone}` : recipient.chatId.replace(/@.*/, '');
}

/** The service of a booking, for people. */
export const serviceOf = ({
  service,
  serviceTitle,
}: Pick<ReviewedBooking, 'service' | 'serviceTitle'>): string | undefined =>
  serviceTitle ?? (service && inWords(service));

/** Which rule somebody lifted to book. */
const LIFTED: Record<string, string> = {
  'start-in-past': 'the start was over',
  'outside-opening-hours': 'the business is closed',
  'slot-taken': 'the place was taken',
  'off-step': 'no slot starts at this time',
};

/** That a booking was made against the rules, by whom, and which. */
export const overrideSentence = ({ override }: Pick<ReviewedBooking, 'override'>): string | undefined =>
  override && `By ${override.by}, although ${override.lifted.map((rule) => LIFTED[rule] ?? rule).join(', ')}`;

/** `first-visit` and `firstVisit` as `First visit`. */
export function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
