import type { Booking } from '../booking/booking-history.ts';
import type { BusinessTerms } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { Instant } from '../time/instant.ts';
import { wordsFor } from './contract-words.ts';
import type { NoticePurpose } from './notice.ts';
import { isDated, noticeText, noticeWords } from './notice-text.ts';

/** The part of the contract that says what a customer was to be told. */
export type NoticeTerms = Pick<BusinessTerms, 'languages' | 'defaultLanguage' | 'booking'>;

type ToSay = { purpose: NoticePurpose; booking: Booking | undefined } & Pick<Invitation, 'language'> & {
    /** How to address a customer whose booking has no name. */
    customerName?: string | undefined;
    /** Why it was cancelled. */
    reason?: string | undefined;
  };

/**
 * What staff say when they call a customer: the text that did not reach them, about the booking as it is now. `undefined`
 * about what was refused or declined, and where the contract has no text.
 */
export function textToSay(
  { purpose, booking, language, customerName, reason }: ToSay,
  terms: NoticeTerms,
  now: Instant,
): string | undefined {
  const words = noticeWords({ language }, terms);
  if (purpose === 'refused' || purpose === 'declined' || !words || !isDated(booking)) return undefined;
  const name = customerName ?? wordsFor({ language }, terms).fallbackName ?? '';
  return noticeText(purpose, booking, words, { customerName: name, reason }, now);
}
