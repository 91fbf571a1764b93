import type { BookingDetails } from '../../../../../functions/shared/domain/booking/booking.ts';
import type {
  Booking,
  BookingChanges,
  HistoryEntry,
} from '../../../../../functions/shared/domain/booking/booking-history.ts';
import { InvitationId } from '../../../../../functions/shared/domain/invitation/invitation-id.ts';
import { OWNER } from '../../../../../functions/shared/domain/people/caller.ts';
import { ResourceId } from '../../../../../functions/shared/domain/places/service.ts';
import { HOUR_MS, Instant, later } from '../../../../../functions/shared/domain/time/instant.ts';

/** A Tuesday at 10:30 in Madrid. */
export const START = Instant.parse('2031-05-06T08:30:00.000Z');
/** When the first entry of a history was written. */
export const BEGAN = Instant.parse('2031-05-01T08:00:00.000Z');
/** So many minutes after that. */
export const minute = (number: number): Instant => later(BEGAN, number * 60_000);

const [ana, ben] = [ResourceId.parse('ana'), ResourceId.parse('ben')];
export const ANA = { resource: ana, resourceName: 'Ana', resources: [ana], resourceNames: ['Ana'] };
export const BEN = { resource: ben, resourceName: 'Ben', resources: [ben], resourceNames: ['Ben'] };

/** The invitation of so many; 0 to 9. */
export const invitation = (number: number): InvitationId =>
  InvitationId.parse(`${number}0000000-0000-7000-8000-000000000000`);

export const actor = OWNER.actor;

/** What a form says that asks for an hour. */
export const READ: BookingDetails = {
  startsAt: START,
  endsAt: later(START, HOUR_MS),
  timeZone: 'Europe/Madrid',
  service: 'consultation',
  attention: [],
};

/** An hour with Ana. */
export const aBooking = (changes: Partial<Booking> = {}): Booking => ({ ...READ, ...ANA, state: 'booked', ...changes });

/** A form for the same hour: without `place` it is of a contract that names no services. */
export function aForm(
  at: Instant,
  changes: Partial<Extract<HistoryEntry, { kind: 'completion' }>> = {},
): Extract<HistoryEntry, { kind: 'completion' }> {
  return { kind: 'completion', at, fields: '{}', read: READ, ...changes };
}

/** A change by staff, at a minute. */
export const change = (at: number, changes: BookingChanges): HistoryEntry => ({
  kind: 'change',
  at: minute(at),
  actor,
  changes,
});

/** A cancellation by staff, at a minute. */
export const cancellation = (at: number): HistoryEntry => ({ kind: 'cancellation', at: minute(at), actor });
