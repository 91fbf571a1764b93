import type { HistoryEntry } from '../booking/booking-history.ts';
import { newestDeciding } from '../booking/form-request.ts';
import { type BusinessTerms, DECLINED_PLACEHOLDERS, type DeclinedPlaceholder } from '../business-terms.ts';
import { presentableName } from '../customer/greeting.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { Slot } from '../places/slots.ts';
import { fillPlaceholders } from '../text/fill-placeholders.ts';
import { dateInWords, type Locale, timeInWords } from '../text/local-words.ts';
import type { Instant } from '../time/instant.ts';
import { localeFor, wordsFor } from './contract-words.ts';
import type { DatedBooking } from './notice-text.ts';
import { closedUp, reasonText } from './reason-text.ts';
import { timesInWords } from './refusal.ts';

type Cancellation = Extract<HistoryEntry, { kind: 'cancellation' }>;

/** A request that the business declined, and nothing newer decided since. */
export type DeclinedRequest = { id: string; entry: Cancellation };

export function declinedRequest({ history }: Pick<Invitation, 'history'>): DeclinedRequest | undefined {
  const newest = newestDeciding(history);
  if (newest?.entry.kind !== 'cancellation') return undefined;
  const { id, entry } = newest;
  return entry.declined ? { id, entry } : undefined;
}

export type DeclinedWords = { text: string } & Locale;

/** The text in the customer's language, else in the default one; `undefined` if the contract has none. */
export function declinedWords(
  invitation: Pick<Invitation, 'language'>,
  contract: Pick<BusinessTerms, 'languages' | 'defaultLanguage' | 'booking'>,
): DeclinedWords | undefined {
  const text = wordsFor(invitation, contract).declined;
  return text === undefined ? undefined : { text, ...localeFor(invitation, contract) };
}

/** What the customer is told: the time that was declined, why, and what they can have instead. */
export function declinedText(
  { entry: { reason } }: DeclinedRequest,
  { startsAt, customerName }: DatedBooking,
  invitation: Pick<Invitation, 'customerName'>,
  { text, ...locale }: DeclinedWords,
  free: readonly Slot[],
  now: Instant,
): string {
  const values: Record<DeclinedPlaceholder, string> = {
    date: dateInWords(startsAt, locale, now),
    time: timeInWords(startsAt, locale),
    name: presentableName(customerName) ?? invitation.customerName,
    times: timesInWords(free, locale, now),
    reason: reasonText(reason),
  };
  return closedUp(fillPlaceholders(text, DECLINED_PLACEHOLDERS, values));
}
