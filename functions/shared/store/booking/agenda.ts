import pMap from 'p-map';
import * as z from 'zod/mini';
import { Booking } from '../../domain/booking/booking-history.ts';
import { Invitation } from '../../domain/invitation/invitation.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { ResourceId } from '../../domain/places/service.ts';
import { Instant } from '../../domain/time/instant.ts';
import { beginningsIn, type TimeSpan } from '../../domain/time/time-span.ts';
import { agendaAttributes } from '../table/keys.ts';
import { type Page, type PageRequest, type PartitionRange, readPage, readRange } from '../table/pages.ts';
import type { Table } from '../table/table.ts';

/** A booking as the agenda carries it. Only what has a start is there, cancelled bookings included. */
export const AgendaEntry = z.object({
  type: z.literal('invitation'),
  invitationId: InvitationId,
  booking: z.extend(Booking, { startsAt: Instant }),
  overlapsWith: Invitation.shape.overlapsWith,
  /** Counts the entries of the booking's history. */
  revision: z.number(),
});
export type AgendaEntry = z.infer<typeof AgendaEntry>;

/** So that a year of months takes three round trips, and a poll does not take all connections. */
const CONCURRENT_MONTHS = 5;

const READING = { index: 'agenda', order: 'oldest-first' } as const;

const monthsOf = (table: Table, span: TimeSpan): PartitionRange[] =>
  beginningsIn(span, 'month').map((month) => ({
    partition: agendaAttributes(table.channelId, month).agendaMonth,
    ...span,
  }));

/** Those that take a resource. */
export const bookedWith = (entries: readonly AgendaEntry[], resource: ResourceId): AgendaEntry[] =>
  entries.filter(({ booking }) => booking.resources?.includes(resource));

/** All bookings that start within a span, in order. */
export async function readAgenda(table: Table, span: TimeSpan): Promise<AgendaEntry[]> {
  const months = await pMap(monthsOf(table, span), (month) => readRange(table, READING, month), {
    concurrency: CONCURRENT_MONTHS,
  });
  return months.flat().map(({ item }) => AgendaEntry.parse(item));
}

/** A page of the bookings that start within a span, in order. */
export async function listAgenda(table: Table, span: TimeSpan, request: PageRequest): Promise<Page<AgendaEntry>> {
  const periods = monthsOf(table, span).map((month) => [month]);
  const { rows, hasMore } = await readPage(table, READING, periods, request);
  return { rows: rows.map(({ position, item }) => ({ position, item: AgendaEntry.parse(item) })), hasMore };
}
