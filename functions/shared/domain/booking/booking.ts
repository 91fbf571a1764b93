import type { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import type { BusinessTerms } from '../business-terms.ts';
import { fieldOf, readableValue } from '../forms/form-value.ts';
import { readWrittenDate } from '../forms/written-date.ts';
import { readWrittenTime } from '../forms/written-time.ts';
import type { JsonObject } from '../text/json.ts';
import { Instant, instantAt } from '../time/instant.ts';
import { inZone } from '../time/local-time.ts';
import { isOpenFor } from '../time/open-at.ts';

/** Why a person should look at a booking. */
export const AttentionReason = z.enum([
  'date-missing',
  'date-unreadable',
  'time-missing',
  'time-unreadable',
  'start-in-dst-gap',
  'start-in-past',
  'outside-opening-hours',
  'form-too-large',
  // Why a form has no place: see `form-place.ts`.
  'slot-taken',
  'too-soon',
  'too-far',
  'off-step',
  'unknown-service',
  'form-refused',
  'too-many-open',
  'none-suits',
  // Nobody approved or refused it in time: see `approval.ts`.
  'not-approved',
  // Found by comparing with other bookings, so never in what a form says: see `attention.ts`.
  'overlap',
]);
export type AttentionReason = z.infer<typeof AttentionReason>;

/** What a form says in the business's terms. Without a readable date and time there is no start. */
export const BookingDetails = z.object({
  startsAt: z.optional(Instant),
  endsAt: z.optional(Instant),
  timeZone: z.string(),
  service: z.optional(z.string()),
  customerName: z.optional(z.string()),
  notes: z.optional(z.string()),
  attention: z.array(AttentionReason),
});
export type BookingDetails = z.infer<typeof BookingDetails>;

/** Characters of a booking's texts; what is longer is cut, and ends in "…". One takes three bytes at most. */
export const TEXT_LIMITS = { service: 200, name: 200, notes: 2_000 } as const;

/** Longer than any date or time that can be read. */
const WRITTEN_LIMIT = 80;

/** The text within a limit, never ending in half a character; one that was cut says so. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

export const textOf = (value: unknown): string | undefined => readableValue(value)?.trim().toWellFormed() || undefined;

/** What somebody wrote for a date or a time, as far as it can be read; empty if there is no text. */
export const writtenIn = (value: unknown): string => cutText(textOf(value) ?? '', WRITTEN_LIMIT);

/** A number before a unit of time belongs to the title: "30_min" is no option's index. */
const INDEXED = /^\d{1,3}_(?!(?:min|h|hr|hrs|hours?|days?|weeks?)(?:_|$))(.+)/i;

/** The title of a choice: the builder of WhatsApp Manager answers "2_Hair_cut" for "Hair cut". */
function titleOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.flatMap((one) => titleOf(one) ?? []).join(', ') || undefined;
  const text = textOf(value);
  const title = text && INDEXED.exec(text)?.[1];
  return title ? title.replaceAll('_', ' ').trim() || text : text;
}

type Start = { startsAt?: Instant; endsAt?: Instant; attention: AttentionReason[] };

function doubts(
  start: Temporal.ZonedDateTime,
  end: Temporal.ZonedDateTime,
  policy: BusinessTerms['booking'],
  sentAt: Instant,
) {
  const { openingHours } = policy;
  const isOpen = !openingHours || isOpenFor(start.toPlainDateTime(), end.toPlainDateTime(), openingHours);
  const attention: AttentionReason[] = [];
  if (instantAt(start.epochMilliseconds) < sentAt) attention.push('start-in-past');
  if (!isOpen) attention.push('outside-opening-hours');
  return attention;
}

/** Empty texts stand for fields that the form does not have. */
type WrittenStart = { date: string; time: string };

/** What of date and time is not there, or cannot be read. */
function unread({ date, time }: WrittenStart, isDayRead: boolean, isTimeRead: boolean): AttentionReason[] {
  const attention: AttentionReason[] = [];
  if (!isDayRead) attention.push(date ? 'date-unreadable' : 'date-missing');
  if (!isTimeRead) attention.push(time ? 'time-unreadable' : 'time-missing');
  return attention;
}

/** The start that a form sent at `sentAt` names, and why it can hardly be meant. */
function startOf(
  form: WrittenStart,
  policy: BusinessTerms['booking'],
  languages: readonly string[],
  sentAt: Instant,
): Start {
  const { timeZone, durationMinutes } = policy;
  const reading = { timeZone, languages };
  const day = readWrittenDate(form.date, reading);
  const written = readWrittenTime(form.time, reading, day);
  if (!day || !written) return { attention: unread(form, day !== undefined, written !== undefined) };
  const { moment: start, isSkipped } = inZone(written.endsDay ? day.add({ days: 1 }) : day, written.clock, timeZone);
  const end = start.add({ minutes: durationMinutes });
  return {
    startsAt: instantAt(start.epochMilliseconds),
    endsAt: instantAt(end.epochMilliseconds),
    attention: [...(isSkipped ? (['start-in-dst-gap'] as const) : []), ...doubts(start, end, policy, sentAt)],
  };
}

/**
 * Reads a form submitted at `sentAt` by the contract's field names, and dates and times by its languages. Never throws:
 * what cannot be read, or cannot be meant, asks for attention.
 */
export function bookingFromForm(
  form: JsonObject,
  booking: BusinessTerms['booking'],
  sentAt: Instant,
  languages: readonly string[],
): BookingDetails {
  const { fields } = booking;
  const written = { date: writtenIn(fieldOf(form, fields.date)), time: writtenIn(fieldOf(form, fields.time)) };
  const start = startOf(written, booking, languages, sentAt);
  const service = titleOf(fieldOf(form, fields.service));
  const customerName = textOf(fieldOf(form, fields.name));
  const notes = textOf(fieldOf(form, fields.notes));
  return {
    ...start,
    timeZone: booking.timeZone,
    ...(service && { service: cutText(service, TEXT_LIMITS.service) }),
    ...(customerName && { customerName: cutText(customerName, TEXT_LIMITS.name) }),
    ...(notes && { notes: cutText(notes, TEXT_LIMITS.notes) }),
  };
}
