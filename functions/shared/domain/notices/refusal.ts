import type { CompletionEntry } from '../booking/booking-history.ts';
import { holdsPlace } from '../booking/booking-state.ts';
import { newestDeciding } from '../booking/form-request.ts';
import {
  type BusinessTerms,
  REFUSAL_PLACEHOLDERS,
  type RefusalPlaceholder,
  type RefusedTexts,
} from '../business-terms.ts';
import { presentableName } from '../customer/greeting.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { LiftableReason } from '../places/day.ts';
import type { Slot } from '../places/slots.ts';
import { fillPlaceholders } from '../text/fill-placeholders.ts';
import { dateInWords, type Locale, timeInWords } from '../text/local-words.ts';
import type { Instant } from '../time/instant.ts';
import { localeFor, wordsFor } from './contract-words.ts';

/** A form without a place, for which a new choice of the customer can get one. */
export type RefusedForm = { id: string; entry: CompletionEntry; startsAt: Instant };

const isMendable = (reason: string): boolean => LiftableReason.options.some((one) => one === reason);

/**
 * The newest form, if it was refused for when it is and nothing newer decided since. Whatever else a form lacks, such as
 * a service of the contract, a new choice of the same kind lacks as well.
 */
export function refusedForm({ history }: Pick<Invitation, 'history'>): RefusedForm | undefined {
  const newest = newestDeciding(history);
  if (newest?.entry.kind !== 'completion') return undefined;
  const { id, entry } = newest;
  const startsAt = entry.read?.startsAt;
  const isRefused = entry.place?.outcome === 'refused' && isMendable(entry.place.reason);
  return isRefused && startsAt ? { id, entry, startsAt } : undefined;
}

type Words = { texts: RefusedTexts } & Locale;

/** The texts in the customer's language, else in the default one; `undefined` if nobody is told. */
export function refusalWords(
  invitation: Pick<Invitation, 'language'>,
  contract: Pick<BusinessTerms, 'languages' | 'defaultLanguage' | 'booking'>,
): Words | undefined {
  const texts = wordsFor(invitation, contract).refused;
  return texts && { texts, ...localeFor(invitation, contract) };
}

/** "Tuesday, May 6, 10:00 AM, 10:30 AM; Wednesday, May 7, 9:00 AM": the days and times in their order. */
export function timesInWords(slots: readonly Slot[], words: Locale, now: Instant): string {
  const inOrder = slots.toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  const byDay = Map.groupBy(inOrder, ({ startsAt }) => dateInWords(startsAt, words, now));
  const days = [...byDay].map(([day, times]) =>
    [day, ...times.map(({ startsAt }) => timeInWords(startsAt, words))].join(', '),
  );
  return days.join('; ');
}

/** What the customer is told of a refused form: the time that cannot be had, and those that can. */
export function refusalText(
  { entry, startsAt }: RefusedForm,
  invitation: Invitation,
  words: Words,
  free: readonly Slot[],
  now: Instant,
): string {
  const { taken, kept = taken } = words.texts;
  const values: Record<RefusalPlaceholder, string> = {
    date: dateInWords(startsAt, words, now),
    time: timeInWords(startsAt, words),
    name: presentableName(entry.read?.customerName) ?? invitation.customerName,
    times: timesInWords(free, words, now),
  };
  return fillPlaceholders(holdsPlace(invitation.booking) ? kept : taken, REFUSAL_PLACEHOLDERS, values);
}
