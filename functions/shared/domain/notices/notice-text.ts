import type { Booking } from '../booking/booking-history.ts';
import { resourceShown, serviceShown } from '../booking/placement.ts';
import {
  type BusinessTerms,
  CANCELLED_PLACEHOLDERS,
  type ConfirmationTexts,
  PLACEHOLDERS,
  type Placeholder,
} from '../business-terms.ts';
import { presentableName } from '../customer/greeting.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { inOneLine } from '../text/characters.ts';
import { fillPlaceholders } from '../text/fill-placeholders.ts';
import { dateInWords, type Locale, timeInWords } from '../text/local-words.ts';
import type { Instant } from '../time/instant.ts';
import { localeFor, wordsFor } from './contract-words.ts';
import { closedUp, reasonText } from './reason-text.ts';

/** A booking whose start is known. */
export type DatedBooking = Booking & { startsAt: Instant };

export const isDated = (booking: Booking | undefined): booking is DatedBooking => booking?.startsAt !== undefined;

/** What a notice about a booking can be for; what was refused or declined has texts of its own. */
export type BookingPurpose = 'requested' | 'booked' | 'changed' | 'cancelled';

export type NoticeWords = Locale & { texts: ConfirmationTexts };

/** The texts about bookings in the customer's language, else in the default one; `undefined` if there are none. */
export function noticeWords(
  invitation: Pick<Invitation, 'language'>,
  contract: Pick<BusinessTerms, 'languages' | 'defaultLanguage' | 'booking'>,
): NoticeWords | undefined {
  const texts = wordsFor(invitation, contract).confirmation;
  return texts && { texts, ...localeFor(invitation, contract) };
}

/** What the values of a notice are written with. */
export type ValueWords = Locale & { texts: Pick<ConfirmationTexts, 'fallbackService' | 'fallbackResource'> };

/** The same in the customer's language, also where the contract has no texts about bookings. */
export const valueWords = (
  invitation: Pick<Invitation, 'language'>,
  contract: Pick<BusinessTerms, 'languages' | 'defaultLanguage' | 'booking'>,
): ValueWords => ({
  texts: wordsFor(invitation, contract).confirmation ?? {},
  ...localeFor(invitation, contract),
});

/** What the placeholders of a notice stand for. */
export function noticeValues(
  { startsAt, customerName, ...booking }: DatedBooking,
  { texts, ...locale }: ValueWords,
  invitation: Pick<Invitation, 'customerName'>,
  now: Instant,
): Record<Placeholder, string> {
  return {
    date: dateInWords(startsAt, locale, now),
    time: timeInWords(startsAt, locale),
    service: inOneLine(serviceShown(booking) ?? '') || (texts.fallbackService ?? ''),
    resource: inOneLine(resourceShown(booking) ?? '') || (texts.fallbackResource ?? ''),
    name: presentableName(customerName) ?? invitation.customerName,
  };
}

/** What a customer reads of a booking, with the reason if it was cancelled for one; `undefined` if the contract has no text. */
export function noticeText(
  purpose: BookingPurpose,
  booking: DatedBooking,
  words: NoticeWords,
  { customerName, reason }: Pick<Invitation, 'customerName'> & { reason?: string | undefined },
  now: Instant,
): string | undefined {
  const text = words.texts[purpose];
  if (text === undefined) return undefined;
  const values = noticeValues(booking, words, { customerName }, now);
  if (purpose !== 'cancelled') return fillPlaceholders(text, PLACEHOLDERS, values);
  return closedUp(fillPlaceholders(text, CANCELLED_PLACEHOLDERS, { ...values, reason: reasonText(reason) }));
}
