import { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import type { Contract } from '../contract/contract.ts';
import { Instant, instantAt } from './instant.ts';
import type { JsonObject } from './json.ts';

/** Why a person should look at a booking. */
export const AttentionReason = z.enum([
  'date-missing',
  'date-unreadable',
  'time-missing',
  'time-unreadable',
  'start-in-dst-gap',
  'form-too-large',
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

const TEXT_LIMITS = { service: 200, name: 200, notes: 2_000 } as const;

/** Bookings outside these years are typing errors, not appointments. */
const YEARS = { first: 2000, last: 2100 } as const;

function textOf(value: unknown, limit: number): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim().slice(0, limit).toWellFormed() || undefined;
}

/** A WhatsApp DatePicker gives `YYYY-MM-DD`; before Flow JSON 5.0 it gave milliseconds since 1970 (UTC midnight). */
function readDate(value: string): Temporal.PlainDate | undefined {
  const iso = /^\d{12,13}$/.test(value) ? new Date(Number(value)).toISOString() : value;
  const day = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(iso)?.[0];
  if (!day) return undefined;
  try {
    const date = Temporal.PlainDate.from(day, { overflow: 'reject' });
    return date.year >= YEARS.first && date.year <= YEARS.last ? date : undefined;
  } catch {
    return undefined;
  }
}

/** `10:30`, `10:30:00`, `9.15`, `3:30 pm`. */
function readTime(value: string): Temporal.PlainTime | undefined {
  const [, hours, minutes, half] = /^(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?m?\.?$/i.exec(value) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const clock = Number(hours);
  if (half && (clock < 1 || clock > 12)) return undefined;
  const hour = half ? (clock % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : clock;
  try {
    return Temporal.PlainTime.from({ hour, minute: Number(minutes) }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

type Start = { startsAt?: Instant; endsAt?: Instant; attention: AttentionReason[] };

/** A wall-clock time that a DST change skips is moved forward by the gap, as calendars do, and marked. */
function startOf(date: string | undefined, time: string | undefined, booking: Contract['booking']): Start {
  const day = date === undefined ? undefined : readDate(date);
  const clock = time === undefined ? undefined : readTime(time);
  if (!day || !clock) {
    const attention: AttentionReason[] = [];
    if (!day) attention.push(date === undefined ? 'date-missing' : 'date-unreadable');
    if (!clock) attention.push(time === undefined ? 'time-missing' : 'time-unreadable');
    return { attention };
  }
  const wall = day.toPlainDateTime(clock);
  const start = wall.toZonedDateTime(booking.timeZone, { disambiguation: 'compatible' });
  return {
    startsAt: instantAt(start.epochMilliseconds),
    endsAt: instantAt(start.add({ minutes: booking.durationMinutes }).epochMilliseconds),
    attention: start.toPlainDateTime().equals(wall) ? [] : ['start-in-dst-gap'],
  };
}

/** Reads a submitted form by the contract's field names. Never throws: what cannot be read asks for attention. */
export function bookingFromForm(form: JsonObject, booking: Contract['booking']): BookingDetails {
  const { fields } = booking;
  const field = (name: string | undefined, limit: number) => (name ? textOf(form[name], limit) : undefined);
  const start = startOf(field(fields.date, 40), field(fields.time, 40), booking);
  const service = field(fields.service, TEXT_LIMITS.service);
  const customerName = field(fields.name, TEXT_LIMITS.name);
  const notes = field(fields.notes, TEXT_LIMITS.notes);
  return {
    ...start,
    timeZone: booking.timeZone,
    ...(service && { service }),
    ...(customerName && { customerName }),
    ...(notes && { notes }),
  };
}
