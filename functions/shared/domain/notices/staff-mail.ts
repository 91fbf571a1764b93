import { needsAttention } from '../booking/attention.ts';
import { holdsPlace } from '../booking/booking-state.ts';
import { isWithoutEffect } from '../events/appointment-event.ts';
import type { EventDetail } from '../events/event-details.ts';
import type { StaffEvent } from '../events/staff-event.ts';
import type { Instant } from '../time/instant.ts';
import type { StaffPlaces } from './staff-mail-contact.ts';
import { staffMailWords } from './staff-mail-language.ts';
import { notToldMail } from './staff-mail-not-told.ts';
import { questionMail } from './staff-mail-question.ts';
import { isRequest } from './staff-mail-request.ts';
import { appointmentMail, type StaffMail } from './staff-mail-text.ts';
import type { NoticeTerms } from './text-to-say.ts';

/** The e-mail about the booking itself says that it has to be corrected, and asks for the same person. */
const isSaidAlready = ({ reason, booking }: EventDetail<'Customer Not Told'>): boolean =>
  reason === 'needs-attention' && holdsPlace(booking) && needsAttention(booking);

/** Whether an event has nothing for staff to know. */
export function isNoNews(event: StaffEvent): boolean {
  switch (event.type) {
    case 'Customer Not Told':
      return isSaidAlready(event.detail);
    case 'Customer Question Received':
      return false;
    case 'Appointment Requested':
      // A form without a place is decided in a moment.
      return !isRequest(event.detail) || isWithoutEffect(event.detail);
    default:
      return isWithoutEffect(event.detail);
  }
}

/** What staff read about an event, in the contract's language; `undefined` where there is nothing for them to know. */
export function staffMail(
  event: StaffEvent,
  terms: NoticeTerms,
  places: StaffPlaces,
  now: Instant,
): StaffMail | undefined {
  if (isNoNews(event)) return undefined;
  const words = staffMailWords(terms);
  switch (event.type) {
    case 'Customer Not Told':
      return notToldMail(event.detail, terms, { places, words, now });
    case 'Customer Question Received':
      return questionMail(event.detail, terms, places, words);
    default:
      return appointmentMail(event, places, words);
  }
}
