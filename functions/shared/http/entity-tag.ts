import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** Whether `If-None-Match` names the tag; some proxies on the way drop or add the sign of weakness. */
export function isKnownTag(tag: string, ifNoneMatch: string | undefined): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(tag.replace(/^W\//, ''));
}

/**
 * Answers with a body and its entity tag (RFC 9110, 8.8.3), or with 304 if the caller names the tag in `If-None-Match`. It
 * may be kept, but only the caller may keep it, and asks each time whether it still holds.
 */
export function taggedAnswer(
  { etag, type, body }: { etag: string; type: string; body: string },
  { headers }: Pick<APIGatewayProxyEventV2, 'headers'>,
): APIGatewayProxyStructuredResultV2 {
  const validity = { etag, 'cache-control': 'private, no-cache' };
  if (isKnownTag(etag, headers['if-none-match'])) return { statusCode: 304, headers: validity };
  return { statusCode: 200, headers: { ...validity, 'content-type': type }, body };
}
