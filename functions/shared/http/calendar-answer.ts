import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { taggedAnswer } from './entity-tag.ts';

/** The same as long as the bookings are: the time of writing, the only other difference, is left out. Hence weak. */
function tagOf(feed: string): string {
  const lasting = feed.replace(/^DTSTAMP:.*$/gm, '');
  return `W/"${createHash('sha256').update(lasting).digest('base64url').slice(0, 22)}"`;
}

/** Answers with a calendar feed, or with 304 if the caller has it already. */
export const calendarAnswer = (
  feed: string,
  event: Pick<APIGatewayProxyEventV2, 'headers'>,
): APIGatewayProxyStructuredResultV2 =>
  taggedAnswer({ etag: tagOf(feed), type: 'text/calendar; charset=utf-8', body: feed }, event);
