import type { Booking } from '../booking/booking-history.ts';
import { resourceShown, serviceShown } from '../booking/placement.ts';
import { type BusinessTerms, type ConfirmationTexts, PLACEHOLDERS, type Placeholder } from '../business-terms.ts';
import { presentableName } from '../customer/greeting.ts';
import { isNewest, isWithoutEffect, type ToldEvent } from '../events/appointment-event.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { inOneLine } from '../text/characters.ts';
import { fillPlaceholders } from '../text/fill-placeholders.ts';
import { dateInWords, languageTag, timeInWords } from '../text/local-words.ts';
import type { Instant } from '../time/instant.ts';

/** The text for the customer, or why there is none. */
export type ConfirmationDecision =
  | { text: string }
  | { notSent: 'superseded' | 'unchanged' | 'needs-attention' | 'past' | 'no-text' };

type Words = { confirmation: ConfirmationTexts; language: string; timeZone: string };

/** A booking whose time was read, and whatever a person has to look at first: an overlap is the business's own affair. */
const isSettled = (booking: Booking): boolean =>
  booking.startsAt !== undefined && booking.attention.every((reason) => reason === 'overlap');

/** The texts in the customer's language, else in the default one. */
function wordsFor({ language }: Invitation, { languages, defaultLanguage, booking }: BusinessTerms): Words | undefined {
  const spoken = languages[language] ? language : defaultLanguage;
  const confirmation = languages[spoken]?.confirmation;
  return confirmation && { confirmation, language: languageTag(spoken), timeZone: booking.timeZone };
}

function textFor({ type, detail }: ToldEvent, booking: Booking, words: ConfirmationTexts): string | undefined {
  if (booking.state === 'cancelled') return words.cancelled;
  const wasConfirmed = detail.previous?.state === 'booked' && isSettled(detail.previous);
  // What could not be confirmed before is news to the customer, whoever mended it.
  return type === 'Appointment Changed' && wasConfirmed ? words.changed : words.booked;
}

function fill(
  text: string,
  { startsAt, customerName, ...booking }: Booking & { startsAt: Instant },
  { confirmation, ...locale }: Words,
  invitation: Invitation,
  now: Instant,
): string {
  const values: Record<Placeholder, string> = {
    date: dateInWords(startsAt, locale, now),
    time: timeInWords(startsAt, locale),
    service: inOneLine(serviceShown(booking) ?? '') || (confirmation.fallbackService ?? ''),
    resource: inOneLine(resourceShown(booking) ?? '') || (confirmation.fallbackResource ?? ''),
    name: presentableName(customerName) ?? invitation.customerName,
  };
  return fillPlaceholders(text, PLACEHOLDERS, values);
}

/** The same words about the booking as it was before. */
function textBefore(text: string, { detail }: ToldEvent, words: Words, invitation: Invitation, now: Instant) {
  const { previous } = detail;
  if (!previous?.startsAt || !isSettled(previous) || previous.state !== 'booked') return undefined;
  return fill(text, { ...previous, startsAt: previous.startsAt }, words, invitation, now);
}

/**
 * Decides what an event tells the customer. We confirm only current, future bookings that need no review. A booking that
 * needs review is confirmed after a person has corrected it.
 */
export function decideConfirmation(
  event: ToldEvent,
  invitation: Invitation,
  contract: BusinessTerms,
  now: Instant,
): ConfirmationDecision {
  const { detail } = event;
  const { booking } = invitation;
  const isOfOthers = detail.change.kind === 'attention' || detail.change.kind === 'placement';
  if (!booking || isOfOthers || isWithoutEffect(detail) || !isNewest(detail, invitation))
    return { notSent: 'superseded' };
  const { startsAt } = booking;
  if (!startsAt || booking.state === 'requested' || (booking.state === 'booked' && !isSettled(booking)))
    return { notSent: 'needs-attention' };
  if (startsAt <= now) return { notSent: 'past' };
  const words = wordsFor(invitation, contract);
  const text = words && textFor(event, booking, words.confirmation);
  if (!text) return { notSent: 'no-text' };
  const filled = fill(text, { ...booking, startsAt }, words, invitation, now);
  // A correction of what the text does not name, such as the notes, is none for the customer.
  const isCorrection = detail.change.kind === 'change' && booking.state === 'booked';
  const isUnchanged = isCorrection && textBefore(text, event, words, invitation, now) === filled;
  return isUnchanged ? { notSent: 'unchanged' } : { text: filled };
}
