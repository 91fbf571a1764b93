import ical, { ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { needsAttention, reviewedBooking } from '../domain/booking/attention.ts';
import type { BookingState } from '../domain/booking/booking-state.ts';
import { resourcesShown, serviceShown } from '../domain/booking/placement.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { AgendaEntry } from '../store/booking/agenda.ts';
import { isToldByRules, zoneRules } from './zone-rules.ts';

/** Some calendars do not show the status of a subscribed event, so the title has a mark for it. */
const CANCELLED_MARK = '✗ ';
const ATTENTION_MARK = '⚠ ';
/** It waits for approval. */
const WAITING_MARK = '? ';

/** RFC 5545 allows no control characters, and some readers end a line at Unicode's line separators. */
const asText = (text: string) =>
  text
    .replace(/[\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removes control characters.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');

function markOf(entry: AgendaEntry): string {
  if (entry.booking.state === 'cancelled') return CANCELLED_MARK;
  if (needsAttention(reviewedBooking(entry))) return ATTENTION_MARK;
  return entry.booking.state === 'to-approve' ? WAITING_MARK : '';
}

function titleOf(entry: AgendaEntry): string {
  const parts = [serviceShown(entry.booking), entry.booking.customerName];
  const title = parts.filter((part) => part !== undefined).join(' · ') || 'Appointment';
  return asText(markOf(entry) + title).replace(/\s+/g, ' ');
}

/** The booking's zone, or `null` for UTC if its local time there is ambiguous. */
function zoneOf({ booking: { startsAt, endsAt = startsAt, timeZone } }: AgendaEntry): string | null {
  if (timeZone === 'UTC') return null;
  return [startsAt, endsAt].every((at) => isToldByRules(at, timeZone)) ? timeZone : null;
}

/** What calendars make of a booking. A time that waits for approval is taken already. */
const STATUSES: Record<BookingState, ICalEventStatus> = {
  requested: ICalEventStatus.TENTATIVE,
  'to-approve': ICalEventStatus.TENTATIVE,
  booked: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
};

function eventOf(entry: AgendaEntry, writtenAt: Instant) {
  const { invitationId, booking, revision } = entry;
  const { startsAt, endsAt, notes } = booking;
  const location = resourcesShown(booking);
  const isCancelled = booking.state === 'cancelled';
  return {
    id: invitationId,
    sequence: revision,
    stamp: Temporal.Instant.from(writtenAt),
    start: Temporal.Instant.from(startsAt),
    ...(endsAt && endsAt > startsAt && { end: Temporal.Instant.from(endsAt) }),
    timezone: zoneOf(entry),
    summary: titleOf(entry),
    ...(location && { location: asText(location) }),
    ...(notes && { description: asText(notes) }),
    status: STATUSES[booking.state],
    transparency: isCancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    busystatus: isCancelled ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
  };
}

/**
 * The bookings as an iCalendar subscription (RFC 5545). Each booking is an event with its invitation's id as UID and
 * its revision as SEQUENCE. Two feeds of the same bookings differ only in DTSTAMP, which is `writtenAt`. The calendar's
 * description states how many older bookings were left out (`leftOut`).
 */
export function calendarFeed(
  entries: AgendaEntry[],
  { name, writtenAt, leftOut = 0 }: { name: string; writtenAt: Instant; leftOut?: number },
): string {
  const calendar = ical({
    name,
    ...(leftOut > 0 && { description: `The ${leftOut} oldest bookings are left out: there are too many.` }),
    // METHOD would make the feed an iTIP message, whose events need an ORGANIZER (RFC 5546, 3.2.1).
    prodId: { company: 'appointment-flow', product: 'bookings', language: 'EN' },
    // No refresh interval: the library writes it after the zones, where strict readers reject a property.
    timezone: { name: null, generator: (timeZone) => zoneRules(timeZone) ?? null },
    events: entries.map((entry) => eventOf(entry, writtenAt)),
  });
  return `${calendar.toString()}\r\n`;
}
