import * as z from 'zod/mini';
import type { BusinessTerms } from '../business-terms.ts';
import { fieldOf } from '../forms/form-value.ts';
import { Actor } from '../people/actor.ts';
import { isJsonObject, type JsonObject, parseJson } from '../text/json.ts';
import { Instant, later } from '../time/instant.ts';
import { NotedAttendance } from './attendance.ts';
import { type AttentionReason, BookingDetails, bookingFromForm } from './booking.ts';
import { BookingState, holdsPlace } from './booking-state.ts';
import { FormPlace, type PlacedForm } from './form-place.ts';
import { Placement } from './placement.ts';
import { isSamePlace, WaitingPlace, waitingPlace } from './waiting-place.ts';

/** What the business may correct in a booking. */
export const BookingChanges = z.object({
  startsAt: z.optional(Instant),
  endsAt: z.optional(Instant),
  /** The zone by whose clock the start was set. */
  timeZone: z.exactOptional(z.string()),
  service: z.optional(z.string()),
  customerName: z.optional(z.string()),
  notes: z.optional(z.string()),
  ...Placement.shape,
});
export type BookingChanges = z.infer<typeof BookingChanges>;

/** Release 0.1.0 kept no author: only the stack's own key decided anything. */
const DecidedBy = z._default(Actor, { kind: 'owner' });

/** A form the customer submitted. */
export const CompletionEntry = z.object({
  kind: z.literal('completion'),
  at: Instant,
  /** The form's raw fields as JSON text: kept to the letter, whatever their depth, numbers or names. */
  fields: z.string(),
  /**
   * What the contract of the day it came made of the form: a later contract reads old forms no more. Entries of release
   * 0.1.0 lack it, see `readBase`.
   */
  read: z.optional(BookingDetails),
  /** The field that the notes were read from to the letter: they are long, and stand in `fields` already. */
  notesField: z.optional(z.string()),
  /** The form was too large to keep whole: `fields` has what the contract names, the rest is among the unmatched. */
  partial: z.optional(z.literal(true)),
  /** What became of the place it asks for; left out where the contract of the day it came named no services. */
  place: z.optional(FormPlace),
});
export type CompletionEntry = z.infer<typeof CompletionEntry>;

/** A booking that the business made by hand, as it was placed. */
export const HandBookingEntry = z.object({
  kind: z.literal('booking'),
  at: Instant,
  booking: z.extend(BookingDetails, Placement.shape),
  actor: DecidedBy,
  /** As for a change. */
  requestHash: z.optional(z.string()),
});
export type HandBookingEntry = z.infer<typeof HandBookingEntry>;

/** A booking that had no place got it by `claims rebuild`: it stays as it was, and nobody is told anything. */
export const PlacementEntry = z.object({
  kind: z.literal('placement'),
  at: Instant,
  placed: z.extend(Placement, { service: z.string() }),
});
export type PlacementEntry = z.infer<typeof PlacementEntry>;

/**
 * The customer's completions and the business's bookings, changes and cancellations, as they stand in the history. Who made
 * an entry is said by its `actor`, or by its kind where that leaves no choice: see `authorOf`.
 */
export const HistoryEntry = z.discriminatedUnion('kind', [
  CompletionEntry,
  HandBookingEntry,
  z.object({
    kind: z.literal('change'),
    at: Instant,
    changes: BookingChanges,
    actor: DecidedBy,
    /** Tells a repeat of the business's request from another one under the same key. */
    requestHash: z.optional(z.string()),
  }),
  z.object({
    kind: z.literal('cancellation'),
    at: Instant,
    reason: z.optional(z.string()),
    actor: DecidedBy,
    /** It waited for approval, and the business refused it. */
    declined: z.optional(z.literal(true)),
    /** As for a change. */
    requestHash: z.optional(z.string()),
  }),
  PlacementEntry,
  /** The business approved what waited for it. */
  z.object({
    kind: z.literal('approval'),
    at: Instant,
    /** What was approved. A form that comes later and takes another place asks for approval of its own, whenever it was sent. */
    ...WaitingPlace.shape,
    actor: DecidedBy,
    /** As for a change. */
    requestHash: z.optional(z.string()),
  }),
]);
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Entries by their id: the completing message's id, or an id of the business's request. */
export const BookingHistory = z.record(z.string(), HistoryEntry);
export type BookingHistory = z.infer<typeof BookingHistory>;

export const Booking = z.extend(BookingDetails, {
  ...Placement.shape,
  state: BookingState,
  /** By when the business decides on it, while it waits for approval. */
  approveBy: z.optional(Instant),
  /** When the customer said that they come to it: no entry of the history, see `withAttendance`. */
  confirmedByCustomer: z.optional(Instant),
  /** Whether they came, as staff noted it: no entry either. */
  attendance: z.optional(NotedAttendance),
});
export type Booking = z.infer<typeof Booking>;

/** Orders entries by time, then id, so that the same entries always fold to the same booking. */
export const entryKey = (id: string, { at }: Pick<HistoryEntry, 'at'>): string => `${at}#${id}`;

type KeyedEntry = { id: string; key: string; entry: HistoryEntry };

/** The entries from the oldest to the newest. */
export function inOrder(history: BookingHistory): KeyedEntry[] {
  return Object.entries(history)
    .map(([id, entry]) => ({ id, key: entryKey(id, entry), entry }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const isForm = (known: KeyedEntry): known is KeyedEntry & { entry: CompletionEntry } =>
  known.entry.kind === 'completion';

type Form = BusinessTerms['booking'];

function formOf({ fields }: CompletionEntry): JsonObject {
  const form = parseJson(fields);
  return isJsonObject(form) ? form : {};
}

/** What an entry of a release that did not keep it was read as, as far as today's contract can tell. */
function readToday(entry: CompletionEntry, contract: Form): BookingDetails {
  const { at, partial } = entry;
  const details = bookingFromForm(formOf(entry), contract, at, []);
  return partial ? { ...details, attention: [...details.attention, 'form-too-large'] } : details;
}

/** What an entry was read as, notes included. */
function detailsOf(entry: CompletionEntry, contract: Form): BookingDetails {
  const { read = readToday(entry, contract), notesField } = entry;
  const notes = notesField === undefined ? undefined : fieldOf(formOf(entry), notesField);
  return typeof notes === 'string' ? { ...read, notes } : read;
}

/** The entry with what it was read as: an entry that lacks it is read today, once. */
export const asRead = <Entry extends HistoryEntry>(entry: Entry, contract: Form): Entry =>
  entry.kind === 'completion' && !entry.read ? { ...entry, read: readToday(entry, contract) } : entry;

/** The booking without what waited for approval. */
function inState({ approveBy: _, ...booking }: Booking, state: BookingState): Booking {
  return { ...booking, state };
}

/** The booking before a change that takes it elsewhere, or makes another service of it. */
function asLeft(booking: Booking, { startsAt, service }: BookingChanges): Booking {
  const { resource, resourceName, resources, resourceNames, override, serviceTitle, ...rest } = booking;
  const kept = startsAt ? {} : { resource, resourceName, resources, resourceNames, override };
  return { ...rest, ...kept, ...(service === undefined && { serviceTitle }) };
}

/** What a person has to look at in a form that has its place: its times were judged when it was placed. */
const placedAttention = ({ attention }: BookingDetails) => attention.filter((reason) => reason === 'form-too-large');

/** What a refused form says of the booking that the customer keeps. */
const SAID_OF_BOOKING = ['slot-taken', 'none-suits'] as const;

/** Why a person has to look at a form that was refused. */
function refusedAttention(place: Exclude<FormPlace, PlacedForm>, hasBooking: boolean): readonly AttentionReason[] {
  if (place.outcome === 'requested' || place.reason === 'superseded') return [];
  // Of a booking that stands the other reasons would say that something is wrong with its own time.
  if (hasBooking) return [SAID_OF_BOOKING.find((reason) => reason === place.reason) ?? 'form-refused'];
  // What could not be read is named by the reasons that the form has already.
  return place.reason === 'start-unreadable' ? [] : [place.reason];
}

function applyForm(booking: Booking | undefined, entry: CompletionEntry, contract: Form): Booking {
  const details = detailsOf(entry, contract);
  const { place } = entry;
  if (!place) return { ...details, state: 'booked' };
  if (place.outcome === 'placed') {
    const { outcome: _, ...placed }: PlacedForm = place;
    const state = placed.approveBy ? 'to-approve' : 'booked';
    return { ...details, ...placed, attention: placedAttention(details), state };
  }
  // Whoever asks for a place and does not get it keeps the one that they have.
  const hasBooking = holdsPlace(booking);
  const shown = hasBooking ? booking : { ...details, state: 'requested' as const };
  return { ...shown, attention: [...new Set([...shown.attention, ...refusedAttention(place, hasBooking)])] };
}

function applyChange(booking: Booking, changes: BookingChanges): Booking {
  const changed = { ...asLeft(booking, changes), ...changes };
  if (!changes.startsAt) return changed;
  // A person who set the start has looked at what needed attention, and given the booking its place.
  return { ...inState(changed, booking.state === 'cancelled' ? 'cancelled' : 'booked'), attention: [] };
}

function isApprovedBy(booking: Booking | undefined, approved: WaitingPlace): booking is Booking {
  const waiting = waitingPlace(booking);
  return waiting !== undefined && isSamePlace(waiting, approved);
}

function apply(booking: Booking | undefined, entry: HistoryEntry, contract: Form): Booking | undefined {
  switch (entry.kind) {
    case 'completion':
      return applyForm(booking, entry, contract);
    case 'change':
      return booking && applyChange(booking, entry.changes);
    case 'placement':
      return booking && { ...booking, ...entry.placed };
    case 'booking':
      return { ...entry.booking, state: 'booked' };
    case 'cancellation':
      return booking && inState(booking, 'cancelled');
    case 'approval':
      // As a person who sets the start, one who approves has looked at what needed attention.
      return isApprovedBy(booking, entry) ? { ...inState(booking, 'booked'), attention: [] } : booking;
  }
}

/**
 * The booking after all entries in order, or `undefined` while nothing was completed. The contract only serves entries
 * that lack what they were read as.
 */
export function foldHistory(history: BookingHistory, contract: Form): Booking | undefined {
  return inOrder(history).reduce<Booking | undefined>(
    (booking, { entry }) => apply(booking, entry, contract),
    undefined,
  );
}

/** What a form tells of a booking, and a change of the business may overrule. */
const CHANGEABLE = ['startsAt', 'endsAt', 'service', 'customerName', 'notes'] as const;

/**
 * The newest completion of a history whose release did not keep what it was read as, with that: the stored booking says
 * it, but for what the business changed later, which no fold shows. `undefined` if there is nothing to add.
 */
export function readBase(
  { history, booking }: { history: BookingHistory; booking?: Booking | undefined },
  contract: Form,
): { id: string; entry: CompletionEntry } | undefined {
  const entries = inOrder(history);
  const form = entries.findLast(isForm);
  if (!booking || !form || form.entry.read) return undefined;
  const { id, entry, key } = form;
  const since = entries.filter((known) => known.key > key);
  const changed = new Set(
    since.flatMap(({ entry: later }) => (later.kind === 'change' ? Object.keys(later.changes) : [])),
  );
  const today = readToday(entry, contract);
  const told = CHANGEABLE.map((name) => [name, (changed.has(name) ? today : booking)[name]]);
  const attention = (changed.has('startsAt') ? today : booking).attention;
  const read = { ...Object.fromEntries(told.filter(([, value]) => value !== undefined)), attention };
  return { id, entry: { ...entry, read: { ...read, timeZone: booking.timeZone } } };
}

/** Timestamp for a new entry: `now`, or 1 ms after the newest. */
export function timeOfNext(history: BookingHistory, now: Instant): Instant {
  const newest = inOrder(history).at(-1)?.entry.at;
  return newest === undefined || newest < now ? now : later(newest, 1);
}

/** When the newest entry was made, or `undefined` for an empty history. */
export const newestTime = (history: BookingHistory): Instant | undefined => inOrder(history).at(-1)?.entry.at;
