import ical, { ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { needsAttention, reviewedBooking } from '../domain/booking/attention.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { AgendaEntry } from '../store/booking/agenda.ts';
import { isToldByRules, zoneRules } from './zone-rules.ts';

/** Not every calendar shows the status of an event it subscribed to: the title says it in every language. */
const CANCELLED_MARK = '✗ ';
const ATTENTION_MARK = '⚠ ';

/** RFC 5545 has no place for control characters, and some readers end a line at what Unicode calls a line's end. */
const asText = (text: string) =>
  text
    .replace(/[\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');

function markOf(entry: AgendaEntry): string {
  if (entry.booking.state === 'cancelled') return CANCELLED_MARK;
  return needsAttention(reviewedBooking(entry)) ? ATTENTION_MARK : '';
}

function titleOf(entry: AgendaEntry): string {
  const { service, customerName } = entry.booking;
  const title = [service, customerName].filter((part) => part !== undefined).join(' · ') || 'Appointment';
  return asText(markOf(entry) + title).replace(/\s+/g, ' ');
}

/** The booking's own zone, unless the time of day there leaves room for error: then `null`, which is UTC. */
function zoneOf({ booking: { startsAt, endsAt = startsAt, timeZone } }: AgendaEntry): string | null {
  if (timeZone === 'UTC') return null;
  return [startsAt, endsAt].every((at) => isToldByRules(at, timeZone)) ? timeZone : null;
}

function eventOf(entry: AgendaEntry, writtenAt: Instant) {
  const { invitationId, booking, revision } = entry;
  const { startsAt, endsAt, notes } = booking;
  const isCancelled = booking.state === 'cancelled';
  return {
    id: invitationId,
    sequence: revision,
    stamp: Temporal.Instant.from(writtenAt),
    start: Temporal.Instant.from(startsAt),
    ...(endsAt && endsAt > startsAt && { end: Temporal.Instant.from(endsAt) }),
    timezone: zoneOf(entry),
    summary: titleOf(entry),
    ...(notes && { description: asText(notes) }),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: isCancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    busystatus: isCancelled ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
  };
}

/**
 * The bookings as an iCalendar subscription (RFC 5545): each an event whose UID is its invitation's id and whose
 * SEQUENCE is its revision. Only the DTSTAMPs differ between two feeds of the same bookings, `writtenAt` other times.
 * `leftOut` older bookings are not among the entries, which the calendar's description says.
 */
export function calendarFeed(
  entries: AgendaEntry[],
  { name, writtenAt, leftOut = 0 }: { name: string; writtenAt: Instant; leftOut?: number },
): string {
  const calendar = ical({
    name,
    ...(leftOut > 0 && { description: `The ${leftOut} oldest bookings are left out: there are too many.` }),
    // No METHOD: it would make the feed an iTIP message, whose events need an ORGANIZER (RFC 5546, 3.2.1).
    prodId: { company: 'appointment-flow', product: 'bookings', language: 'EN' },
    // No refresh interval: the library writes it after the zones, where strict readers expect no property any more.
    timezone: { name: null, generator: (timeZone) => zoneRules(timeZone) ?? null },
    events: entries.map((entry) => eventOf(entry, writtenAt)),
  });
  return `${calendar.toString()}\r\n`;
}
