import { needsAttention } from '../booking/attention.ts';
import { isWithoutEffect } from '../events/appointment-event.ts';
import type { EventDetail } from '../events/event-details.ts';
import type { StaffEvent } from '../events/staff-event.ts';
import type { Instant } from '../time/instant.ts';
import type { StaffPlaces } from './staff-mail-contact.ts';
import { notToldMail } from './staff-mail-not-told.ts';
import { questionMail } from './staff-mail-question.ts';
import { appointmentMail, type StaffMail } from './staff-mail-text.ts';
import type { NoticeTerms } from './text-to-say.ts';

/** The e-mail about the booking itself says that it has to be corrected, and asks for the same person. */
const isSaidAlready = ({ reason, booking }: EventDetail<'Customer Not Told'>): boolean =>
  reason === 'needs-attention' && booking?.state === 'booked' && needsAttention(booking);

/** What staff read about an event, in English; `undefined` where there is nothing for them to know. */
export function staffMail(
  event: StaffEvent,
  terms: NoticeTerms,
  places: StaffPlaces,
  now: Instant,
): StaffMail | undefined {
  switch (event.type) {
    case 'Customer Not Told':
      return isSaidAlready(event.detail) ? undefined : notToldMail(event.detail, terms, places, now);
    case 'Customer Question Received':
      return questionMail(event.detail, terms, places);
    default:
      return isWithoutEffect(event.detail) ? undefined : appointmentMail(event, places);
  }
}
