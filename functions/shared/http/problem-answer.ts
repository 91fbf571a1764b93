import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RefusalKind } from '../domain/delivery/refusal.ts';
import type { Problem, ProblemMembers } from './answers/problem-schema.ts';

export type ProblemKind = RefusalKind | 'rejected' | 'busy' | 'unavailable' | 'internal';

/** Every problem the API answers with (RFC 9457): the type is stable, the title is for people. */
export const PROBLEMS: Record<ProblemKind, { status: number; title: string }> = {
  'not-json': { status: 400, title: 'The body is not JSON' },
  malformed: { status: 400, title: 'The request is malformed' },
  unauthorized: { status: 401, title: 'The key is missing, wrong or revoked, or the session is over' },
  'not-allowed': { status: 403, title: 'This key may not do this' },
  'foreign-origin': { status: 403, title: 'The request comes from a page of another address' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'still-running': { status: 409, title: 'The first request is still running' },
  'slot-taken': { status: 409, title: 'The place is taken' },
  'outside-opening-hours': { status: 409, title: 'The business is closed at this time' },
  'start-in-past': { status: 409, title: 'The start is over' },
  'off-step': { status: 409, title: 'No slot starts at this time' },
  'too-many-closures': { status: 409, title: 'There are as many closures as there can be' },
  'too-many-keys': { status: 409, title: 'There are as many keys as there can be' },
  'nothing-booked': { status: 409, title: 'Nothing is booked' },
  'too-early': { status: 409, title: 'The day of the appointment has not begun' },
  'nothing-to-approve': { status: 409, title: 'Nothing waits for approval' },
  'already-told': { status: 409, title: 'There is nothing to tell the customer' },
  'may-have-arrived': { status: 409, title: 'The customer may have been told' },
  unreachable: { status: 409, title: 'No message would reach the customer' },
  erased: { status: 410, title: 'The customer was erased' },
  'changed-meanwhile': { status: 412, title: 'Somebody changed it meanwhile' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unknown-service': { status: 422, title: 'There is no such service' },
  'unknown-resource': { status: 422, title: 'There is no such resource to choose' },
  'start-in-dst-gap': { status: 422, title: 'The clocks skip this time' },
  'impossible-phone': { status: 422, title: 'The phone number cannot exist' },
  'opted-out': { status: 422, title: 'The customer opted out' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key belongs to another request' },
  rejected: { status: 502, title: 'The invitation was rejected' },
  busy: {
    status: 503,
    title: 'Too many requests for the same day at once: nothing was done, please repeat the request',
  },
  'not-ready': { status: 503, title: 'The places are not known yet' },
  unavailable: { status: 503, title: 'Not done: please repeat the request' },
  internal: { status: 500, title: 'Something went wrong on our side' },
};

/** The stable name by which callers know a kind of problem. */
export const problemType = (kind: ProblemKind): string => `urn:appointment-flow:problem:${kind}`;

export type ProblemDetails = {
  detail?: string;
  retryAfterSeconds?: number | undefined;
  /** Further members of the problem object; nothing personal. */
  members?: ProblemMembers;
};

/** An `application/problem+json` answer with the request id people can quote. */
export function problem(
  kind: ProblemKind,
  requestId: string,
  { detail, retryAfterSeconds, members }: ProblemDetails = {},
): APIGatewayProxyStructuredResultV2 {
  const { status, title } = PROBLEMS[kind];
  const body: Problem = { type: problemType(kind), title, status, ...(detail && { detail }), ...members, requestId };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      ...(kind === 'unauthorized' && { 'www-authenticate': 'Bearer' }),
    },
    body: JSON.stringify(body),
  };
}
