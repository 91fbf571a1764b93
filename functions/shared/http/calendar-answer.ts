import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** The same as long as the bookings are: the time of writing, the only other difference, is left out. Hence weak. */
function tagOf(feed: string): string {
  const lasting = feed.replace(/^DTSTAMP:.*$/gm, '');
  return `W/"${createHash('sha256').update(lasting).digest('base64url').slice(0, 22)}"`;
}

/** Whether `If-None-Match` names the tag; some proxies on the way drop or add the sign of weakness. */
function isKnown(tag: string, ifNoneMatch: string | undefined): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(tag.replace(/^W\//, ''));
}

/** Answers with a calendar feed, or with 304 if the caller has it already. */
export function calendarAnswer(
  feed: string,
  { headers }: Pick<APIGatewayProxyEventV2, 'headers'>,
): APIGatewayProxyStructuredResultV2 {
  const etag = tagOf(feed);
  const validity = { etag, 'cache-control': 'private, no-cache' };
  if (isKnown(etag, headers['if-none-match'])) return { statusCode: 304, headers: validity };
  return { statusCode: 200, headers: { ...validity, 'content-type': 'text/calendar; charset=utf-8' }, body: feed };
}
