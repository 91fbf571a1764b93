import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { reviewedBooking } from '../shared/domain/booking/attention.ts';
import { spanOfDays } from '../shared/domain/time/time-span.ts';
import type { ListedBooking } from '../shared/http/answers/lists.ts';
import { authorized } from '../shared/http/authorized.ts';
import { cursorsOf, listRoute } from '../shared/http/cursor.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { listAnswer } from '../shared/http/list-answer.ts';
import { BookingsQuery, readQuery } from '../shared/http/list-queries.ts';
import { setUp } from '../shared/setup.ts';
import { type AgendaEntry, listAgenda } from '../shared/store/booking/agenda.ts';

const setup = setUp();
const { contract, keys, table } = setup;

const bookingView = (entry: AgendaEntry): ListedBooking => ({
  invitationId: entry.invitationId,
  booking: reviewedBooking(entry),
  revision: entry.revision,
});

/** `GET /bookings`: the bookings between two of the business's days, in the order of their start. */
async function queryBookings(event: APIGatewayProxyEventV2) {
  const { from, to, limit, cursor } = readQuery(BookingsQuery, event);
  const span = spanOfDays(from, to, contract.booking.timeZone);
  const cursors = cursorsOf(keys, listRoute(event), span.from, span.to);
  const page = await listAgenda(table, span, { limit, after: await cursors.open(cursor) });
  return listAnswer(page, bookingView, cursors);
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(queryBookings);
