import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { reviewedBooking } from '../shared/domain/booking/attention.ts';
import { spanOfDays } from '../shared/domain/time/time-span.ts';
import type { ListedBooking } from '../shared/http/answers/lists.ts';
import { authorized } from '../shared/http/authorized.ts';
import { bookingTable } from '../shared/http/csv-columns.ts';
import { cursorsOf, listRoute } from '../shared/http/cursor.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { csvAnswer, listAnswer } from '../shared/http/list-answer.ts';
import { BookingsQuery, pageSize, readListQuery } from '../shared/http/list-queries.ts';
import { setUp } from '../shared/setup.ts';
import { type AgendaEntry, listAgenda } from '../shared/store/booking/agenda.ts';
import { readRecipients } from '../shared/store/invitation/invitations.ts';
import type { Page } from '../shared/store/table/pages.ts';

const setup = setUp();
const { contract, keys, table } = setup;

const bookingView = (entry: AgendaEntry): ListedBooking => ({
  invitationId: entry.invitationId,
  booking: reviewedBooking(entry),
  revision: entry.revision,
});

/** The bookings with their customers' addresses, which stand on the invitations only. */
async function withRecipients({ rows, hasMore }: Page<AgendaEntry>): Promise<Page<ListedBooking>> {
  const recipients = await readRecipients(
    table,
    rows.map(({ item }) => item.invitationId),
  );
  const complete = rows.map(({ position, item }) => {
    return { position, item: { ...bookingView(item), recipient: recipients.get(item.invitationId) } };
  });
  return { rows: complete, hasMore };
}

/** `GET /bookings`: the bookings between two of the business's days, in the order of their start. */
async function queryBookings(event: APIGatewayProxyEventV2) {
  const query = readListQuery(BookingsQuery, event);
  const { timeZone } = contract.booking;
  const span = spanOfDays(query.from, query.to, timeZone);
  const cursors = cursorsOf(keys, listRoute(event), span.from, span.to);
  const page = await listAgenda(table, span, { limit: pageSize(query), after: await cursors.open(query.cursor) });
  if (query.format !== 'csv' && !query.recipients) return listAnswer(page, bookingView, cursors);
  const complete = await withRecipients(page);
  if (query.format !== 'csv') return listAnswer(complete, (row) => row, cursors);
  return csvAnswer(event, complete, (row) => row, cursors, bookingTable(timeZone));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(queryBookings);
