import type { APIGatewayProxyEventHeaders } from 'aws-lambda';
import { malformed } from '../domain/malformed.ts';

const RULE = 'must be the revision in double quotes, such as "3"';

/**
 * The revision that the caller saw, from `If-Match`; `undefined` if they do not mind what became of it since, which `*`
 * says as well. Throws Refusal `malformed` for anything else: to take it for no condition would overwrite in silence.
 */
export function expectedRevision(headers: APIGatewayProxyEventHeaders): number | undefined {
  const header = headers['if-match']?.trim();
  if (header === undefined || header === '*') return undefined;
  const [, revision] = /^"(\d{1,9})"$/.exec(header) ?? [];
  if (revision !== undefined) return Number(revision);
  throw malformed({ field: 'If-Match', rule: RULE });
}
