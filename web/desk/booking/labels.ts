import type { ReviewedBooking } from '../../../functions/shared/domain/booking/attention.ts';
import { phoneOf, type Recipient } from '../../../functions/shared/domain/customer/recipient.ts';
import type { InvitationStatus } from '../../../functions/shared/domain/invitation/invitation-status.ts';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import type { Tone } from '../../ui/step.ts';
import type { LabelWords } from './label-words.ts';

const TONES: Record<InvitationStatus, Tone> = {
  sending: 'info',
  retrying: 'warn',
  accepted: 'info',
  rejected: 'bad',
  undelivered: 'bad',
  unknown: 'warn',
  unresolved: 'bad',
  completed: 'good',
  cancelled: 'plain',
};

export const needsAttention = (booking: ReviewedBooking | undefined): boolean =>
  booking !== undefined && booking.state !== 'cancelled' && booking.attention.length > 0;

/**
 * Whether somebody can say that a booking is right as it is: two at one time stay so until one of them is moved or
 * cancelled, and what has no place yet cannot be kept.
 */
export const canBeKept = ({ state, attention }: ReviewedBooking): boolean =>
  state === 'booked' && attention.some((reason) => reason !== 'overlap');

/** Whether a closure lies over a booking: it has a place, which was open when it was taken. */
export const isUnderClosure = ({ attention, resources }: ReviewedBooking): boolean =>
  resources !== undefined && attention.includes('outside-opening-hours');

type Stated = Pick<InvitationSummary, 'status' | 'booking' | 'formError' | 'notTold'>;

/** How an invitation and its booking fare, in a word. */
export function statusOf(
  { status, booking, formError, notTold }: Stated,
  { statuses }: LabelWords,
): { label: string; tone: Tone } {
  if (needsAttention(booking) || formError) return { label: statuses['needs-attention'], tone: 'warn' };
  if (notTold) return { label: statuses['not-told'], tone: 'warn' };
  if (booking?.state === 'to-approve') return { label: statuses['to-approve'], tone: 'warn' };
  if (booking?.state === 'requested') return { label: statuses.requested, tone: 'info' };
  return { label: statuses[status], tone: TONES[status] };
}

/** How a customer is addressed: the phone if it is known, else the provider's id; somebody may have left neither. */
export function addressOf({ recipient }: { recipient?: Recipient | undefined }): string | undefined {
  if (!recipient) return undefined;
  const phone = phoneOf(recipient);
  return phone ? `+${phone}` : recipient.chatId.replace(/@.*/, '');
}

/** What a customer is called, as far as anybody knows. */
export const nameOf = (
  { booking, customerName, nameless }: Pick<InvitationSummary, 'booking' | 'customerName' | 'nameless'>,
  { noName }: LabelWords,
): string => booking?.customerName ?? (nameless ? noName : customerName);

/** The service of a booking, for people. */
export const serviceOf = ({
  service,
  serviceTitle,
}: Pick<ReviewedBooking, 'service' | 'serviceTitle'>): string | undefined =>
  serviceTitle ?? (service && inWords(service));

/** `first_visit` and `firstVisit` as `First visit`; a hyphen may belong to the word, as in `Follow-up`. */
export function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
