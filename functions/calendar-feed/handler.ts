import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { boundedFeed } from '../shared/calendar/bounded-feed.ts';
import { now } from '../shared/domain/time/instant.ts';
import { spanOfMonths } from '../shared/domain/time/time-span.ts';
import { openCalendar } from '../shared/http/authentication.ts';
import { calendarAnswer } from '../shared/http/calendar-answer.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { setUp } from '../shared/setup.ts';
import { bookedWith, readAgenda } from '../shared/store/booking/agenda.ts';

const { contract, keys, table } = setUp();
const { name, calendar, booking } = contract;
const reach = { past: calendar.pastMonths, future: calendar.futureMonths };

/**
 * `GET /calendar/{secret}/bookings.ics`: the bookings of the months around now, for calendars that subscribe by URL. The
 * secret tells whether they are those of the business or those of one resource.
 */
async function answerCalendar(event: APIGatewayProxyEventV2) {
  const { resource } = await openCalendar(event, keys, booking.resources ?? []);
  const writtenAt = now();
  const entries = await readAgenda(table, spanOfMonths(writtenAt, reach));
  const { feed, leftOut } = resource
    ? boundedFeed(bookedWith(entries, resource.id), { name: `${resource.name} · ${name}`, writtenAt })
    : boundedFeed(entries, { name, writtenAt });
  if (leftOut > 0) logger.warn('calendar feed without its oldest bookings', { leftOut });
  return calendarAnswer(feed, event);
}

export const handler = middy().use(httpEdge()).handler(answerCalendar);
