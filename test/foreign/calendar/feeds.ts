import { calendarFeed } from '../../../functions/shared/calendar/calendar-feed.ts';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { type Instant, instantAt, later } from '../../../functions/shared/domain/time/instant.ts';
import type { AgendaEntry } from '../../../functions/shared/store/booking/agenda.ts';
import { BEFORE_CHANGES, timesAroundChanges } from '../../support/clock-changes.ts';

const MINUTE_MS = 60_000;
/** Around each change of a zone's clock, to which hours on both sides belong. */
const MINUTES_AROUND = [-60, -1, 0, 30, 60];

/** What customers and businesses write: all that iCalendar escapes, lines that have to be folded, and letters of several bytes. */
const TEXTS = [
  'Alex',
  'Ännä; O’Neil, "x"',
  'a\\nb \\, c\\; d\\\\',
  'BEGIN:VEVENT\nUID:stolen\nEND:VEVENT',
  'Tab\there,  two  spaces ',
  `${'日本語'.repeat(20)} ${'👩‍👩‍👧'.repeat(10)}`,
  'مرحبا بالعالم, שלום',
  ': ; , = " \' ^n %0A &amp;',
  'x'.repeat(300),
  'first line\n\nthird line\n',
  'line\u2028separator\u0085next',
  'con\u0000trol\u0007s\u001b[0m',
];
const STATES = ['booked', 'to-approve', 'cancelled'] as const;

/** An event as a calendar program has to find it, with times in UTC. */
export type SeenEvent = {
  start: string;
  end: string;
  title: string;
  notes: string;
  place: string;
  status: string;
  sequence: number;
};

/** A feed as text, and the events that are in it, by their UID. */
export type Feed = { what: string; text: string; isByRules: boolean; events: ReadonlyMap<string, SeenEvent> };

function entryAt(startsAt: Instant, timeZone: string, index: number): AgendaEntry & { booking: { endsAt: Instant } } {
  const text = (step: number) => TEXTS[(index * step) % TEXTS.length] ?? '';
  return {
    type: 'invitation',
    invitationId: invitationIdFor('channel', { kind: 'event', value: `${timeZone} ${startsAt}` }),
    revision: 1 + (index % 5),
    overlapsWith: undefined,
    booking: {
      state: STATES[index % STATES.length] ?? 'booked',
      startsAt,
      endsAt: later(startsAt, 30 * MINUTE_MS),
      timeZone,
      service: 'consultation',
      serviceTitle: text(5),
      customerName: text(1),
      notes: text(7),
      resourceNames: [text(11), 'Room, 2'],
      attention: [],
    },
  };
}

const MARKS = { booked: '', 'to-approve': '? ', cancelled: '✗ ', requested: '' };
const STATUS = { booked: 'CONFIRMED', 'to-approve': 'TENTATIVE', cancelled: 'CANCELLED', requested: 'TENTATIVE' };

/** RFC 5545 has no control characters; some readers end a line at Unicode's separators, so the feed has line ends there. */
const asCarried = (text: string) =>
  [...text.replace(/[\u0085\u2028\u2029]/g, '\n')].filter((sign) => sign >= ' ' || '\n\t'.includes(sign)).join('');

const inSeconds = (instant: Instant) => `${instant.slice(0, 19)}Z`;

function expectedOf({ booking, revision }: ReturnType<typeof entryAt>): SeenEvent {
  const { state, startsAt, endsAt, serviceTitle, customerName, notes, resourceNames = [] } = booking;
  return {
    start: inSeconds(startsAt),
    end: inSeconds(endsAt),
    title: asCarried(`${MARKS[state]}${serviceTitle} · ${customerName}`).replace(/\s+/g, ' '),
    notes: asCarried(notes ?? ''),
    place: asCarried(resourceNames.join(', ')),
    status: STATUS[state],
    sequence: revision,
  };
}

/** The feed of a business in a zone, whose bookings lie around the changes of its clock. */
export function feedOf(timeZone: string): Feed {
  const entries = timesAroundChanges(timeZone, 1, MINUTES_AROUND).map((startsAt, index) =>
    entryAt(startsAt, timeZone, index),
  );
  return {
    what: timeZone,
    isByRules: false,
    text: calendarFeed(entries, {
      name: `Clinic, ${timeZone}`,
      writtenAt: instantAt(BEFORE_CHANGES.epochMilliseconds),
    }),
    events: new Map(entries.map((entry) => [entry.invitationId, expectedOf(entry)])),
  };
}

/**
 * The same for a program that goes by the rules in the feed, since it does not know the zone's name. It keeps the rules that it read
 * first under a name: rules that are to be read anew need another `prefix`.
 */
export const byRulesOnly = ({ what, text, events }: Feed, prefix = 'Unknown'): Feed => ({
  what: `${what} by rules`,
  isByRules: true,
  text: text.replaceAll(/(TZID[:=])/g, `$1${prefix}-`),
  events,
});
