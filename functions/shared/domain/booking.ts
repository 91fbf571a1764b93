import * as z from 'zod/mini';
import type { Contract } from '../contract/contract.ts';
import { readableValue } from './form-value.ts';
import { Instant, instantAt } from './instant.ts';
import type { JsonObject } from './json.ts';
import { inZone, readDate, readTime } from './local-time.ts';
import { isOpenFor } from './opening-hours.ts';

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

/** Characters of a booking's texts; what is longer is cut. */
export const TEXT_LIMITS = { service: 200, name: 200, notes: 2_000 } as const;

function textOf(value: unknown, limit: number): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim().slice(0, limit).toWellFormed() || undefined;
}

type Start = { startsAt?: Instant; endsAt?: Instant; attention: AttentionReason[] };

function unreadable(date: string | undefined, time: string | undefined): AttentionReason[] {
  const attention: AttentionReason[] = [];
  if (date === undefined) attention.push('date-missing');
  else if (!readDate(date)) attention.push('date-unreadable');
  if (time === undefined) attention.push('time-missing');
  else if (!readTime(time)) attention.push('time-unreadable');
  return attention;
}

/** The start that a form sent at `sentAt` names, and why it can hardly be meant. */
function startOf(
  date: string | undefined,
  time: string | undefined,
  { timeZone, durationMinutes, openingHours }: Contract['booking'],
  sentAt: Instant,
): Start {
  const [day, clock] = [readDate(date ?? ''), readTime(time ?? '')];
  if (!day || !clock) return { attention: unreadable(date, time) };
  const { moment: start, isSkipped } = inZone(day, clock, timeZone);
  const end = start.add({ minutes: durationMinutes });
  const startsAt = instantAt(start.epochMilliseconds);
  const attention: AttentionReason[] = [];
  if (isSkipped) attention.push('start-in-dst-gap');
  if (startsAt < sentAt) attention.push('start-in-past');
  if (openingHours && !isOpenFor(start.toPlainDateTime(), end.toPlainDateTime(), openingHours)) {
    attention.push('outside-opening-hours');
  }
  return { startsAt, endsAt: instantAt(end.epochMilliseconds), attention };
}

/**
 * Reads a form submitted at `sentAt` by the contract's field names. Never throws: what cannot be read, or cannot be
 * meant, asks for attention.
 */
export function bookingFromForm(form: JsonObject, booking: Contract['booking'], sentAt: Instant): BookingDetails {
  const { fields } = booking;
  const field = (name: string | undefined, limit: number) => (name ? textOf(form[name], limit) : undefined);
  const start = startOf(field(fields.date, 40), field(fields.time, 40), booking, sentAt);
  const words = (name: string | undefined, limit: number) =>
    name ? textOf(readableValue(form[name]), limit) : undefined;
  const service = words(fields.service, TEXT_LIMITS.service);
  const customerName = words(fields.name, TEXT_LIMITS.name);
  const notes = words(fields.notes, TEXT_LIMITS.notes);
  return {
    ...start,
    timeZone: booking.timeZone,
    ...(service && { service }),
    ...(customerName && { customerName }),
    ...(notes && { notes }),
  };
}
