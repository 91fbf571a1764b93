import type { Booking } from '../booking/booking-history.ts';
import { serviceShown } from '../booking/placement.ts';
import { type BusinessTerms, CHAT_PLACEHOLDERS, type ChatPlaceholder, type ChatTexts } from '../business-terms.ts';
import type { DatedBooking } from '../notices/notice-text.ts';
import { inOneLine } from '../text/characters.ts';
import { fillPlaceholders } from '../text/fill-placeholders.ts';
import { dateInWords, type Locale, languageTag, shortTimeInWords, timeInWords } from '../text/local-words.ts';
import type { Instant } from '../time/instant.ts';

/** The answers in one language, and how it writes dates and times. */
export type ChatWords = { texts: ChatTexts; locale: Locale };

/** The first of these languages that the contract has, else its default one. */
export function spokenLanguage(
  known: readonly (string | undefined)[],
  { languages, defaultLanguage }: Pick<BusinessTerms, 'languages' | 'defaultLanguage'>,
): string {
  return known.find((one) => one !== undefined && Object.hasOwn(languages, one)) ?? defaultLanguage;
}

/** The answers in a language; `undefined` where a person answers. */
export function chatWords(
  language: string,
  { languages, booking }: Pick<BusinessTerms, 'languages' | 'booking'>,
): ChatWords | undefined {
  const texts = languages[language]?.chat;
  return texts && { texts, locale: { language: languageTag(language), timeZone: booking.timeZone } };
}

const serviceOf = (booking: Booking, { fallbackService = '' }: ChatTexts): string =>
  inOneLine(serviceShown(booking) ?? '') || fallbackService;

/** A text about a booking with its date, its time and its service filled in. */
export function fillChatText(text: string, booking: DatedBooking, { texts, locale }: ChatWords, now: Instant): string {
  const values: Record<ChatPlaceholder, string> = {
    date: dateInWords(booking.startsAt, locale, now),
    time: timeInWords(booking.startsAt, locale),
    service: serviceOf(booking, texts),
  };
  return fillPlaceholders(text, CHAT_PLACEHOLDERS, values);
}

/** WhatsApp's limits for a row of a list. */
const TITLE_LIMIT = 24;
const DESCRIPTION_LIMIT = 72;

type ListedBooking = { title: string; description?: string };

/** Each with its row in a list, in their order. A tap is known by the title, so no two are the same. */
export function listedBookings<Booked extends { booking: DatedBooking }>(
  all: readonly Booked[],
  { texts, locale }: ChatWords,
): (Booked & ListedBooking)[] {
  const seen = new Map<string, number>();
  return all.map((one) => {
    const { booking } = one;
    const when = shortTimeInWords(booking.startsAt, locale).slice(0, TITLE_LIMIT);
    const count = (seen.get(when) ?? 0) + 1;
    seen.set(when, count);
    const mark = count > 1 ? ` (${count})` : '';
    const description = serviceOf(booking, texts).slice(0, DESCRIPTION_LIMIT).toWellFormed();
    const title = `${when.slice(0, TITLE_LIMIT - mark.length)}${mark}`;
    return { ...one, title, ...(description && { description }) };
  });
}
