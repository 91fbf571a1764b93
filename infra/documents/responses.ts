import { PROBLEMS, type ProblemKind, problemType } from '../../functions/shared/http/problem-answer.ts';
import { GATEWAY_ANSWERS, type GatewayStatus } from './gateway-answers.ts';
import type { DocumentedAnswer, HeaderName, Operation } from './operations.ts';
import { problemTypeIn, type RecordedCall } from './recorded-examples.ts';
import type { JsonSchema } from './vocabulary.ts';

/** Where the document keeps its schemas. */
export const SCHEMAS_AT = '#/components/schemas/';

/** What any operation may answer, whoever asks for what. */
const COMMON_PROBLEMS: readonly ProblemKind[] = [
  'unauthorized',
  'not-allowed',
  'foreign-origin',
  'unavailable',
  'busy',
  'internal',
];
/** Of these, what is answered where a key or a session lets callers in. */
const OF_CALLERS: readonly ProblemKind[] = ['unauthorized', 'not-allowed', 'foreign-origin'];

/** The names of the responses that operations share, by status. */
const SHARED_NAMES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  413: 'ContentTooLarge',
  429: 'TooManyRequests',
  431: 'HeadersTooLarge',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

const HEADERS: Readonly<Record<HeaderName | 'WWW-Authenticate', string>> = {
  Link: 'Of a file in parts: where the next one is (`rel="next"`).',
  ETag: 'To be sent as If-None-Match next time.',
  'Set-Cookie': 'The cookie by which a browser shows its session, or that takes it away.',
  'Retry-After': 'How many seconds to wait before the request is repeated.',
  'WWW-Authenticate': 'How to authenticate.',
};

const HEADERS_OF_PROBLEMS: Partial<Record<ProblemKind, keyof typeof HEADERS>> = {
  unauthorized: 'WWW-Authenticate',
  'still-running': 'Retry-After',
  unavailable: 'Retry-After',
  busy: 'Retry-After',
};

const headersOf = (names: readonly (keyof typeof HEADERS)[]): JsonSchema =>
  Object.fromEntries(names.map((name) => [name, { description: HEADERS[name], schema: { type: 'string' } }]));

const examplesOf = (calls: readonly RecordedCall[]): JsonSchema =>
  calls.length > 0 ? { examples: Object.fromEntries(calls.map(({ name, body }) => [name, { value: body }])) } : {};

function isGatewayStatus(status: number): status is GatewayStatus {
  return Object.hasOwn(GATEWAY_ANSWERS, status);
}

function problemContent(kinds: readonly ProblemKind[], calls: readonly RecordedCall[]): JsonSchema {
  const types = kinds.map(problemType);
  const shown = calls.filter((call) => types.some((type) => type === problemTypeIn(call)));
  const schema = { allOf: [{ $ref: `${SCHEMAS_AT}Problem` }, { properties: { type: { enum: types } } }] };
  return { 'application/problem+json': { schema, ...examplesOf(shown) } };
}

function gatewayContent(status: number): JsonSchema {
  if (!isGatewayStatus(status)) return {};
  const { message } = GATEWAY_ANSWERS[status];
  const schema = { $ref: `${SCHEMAS_AT}GatewayMessage` };
  return { 'application/json': { schema, examples: { gateway: { value: { message } } } } };
}

/** What is wrong, told by the problems of this status and by what the gateway says with it. */
function failure(status: number, kinds: readonly ProblemKind[], calls: readonly RecordedCall[]): JsonSchema {
  const meanings = kinds.map((kind) => `${PROBLEMS[kind].title} (\`${kind}\`).`);
  const gateway = isGatewayStatus(status) ? [`${GATEWAY_ANSWERS[status].when} (The gateway's own answer.)`] : [];
  const headers = kinds.flatMap((kind) => HEADERS_OF_PROBLEMS[kind] ?? []);
  return {
    description: [...meanings, ...gateway].join(' '),
    ...(headers.length > 0 && { headers: headersOf(headers) }),
    content: { ...(kinds.length > 0 && problemContent(kinds, calls)), ...gatewayContent(status) },
  };
}

const withStatus = (kinds: readonly ProblemKind[], status: number) =>
  kinds.filter((kind) => PROBLEMS[kind].status === status);

const sharedKinds = (status: number) => withStatus(COMMON_PROBLEMS, status);

/** The responses that operations share. Their examples come from whichever operation gave them. */
export const sharedResponses = (calls: readonly RecordedCall[]): JsonSchema =>
  Object.fromEntries(
    Object.entries(SHARED_NAMES).map(([status, name]) => [name, failure(Number(status), sharedKinds(+status), calls)]),
  );

const CSV = 'text/csv; charset=utf-8';
const isCsv = ({ type }: RecordedCall): boolean => type === CSV;

function success(answer: DocumentedAnswer, calls: readonly RecordedCall[]): JsonSchema {
  const { description, body, isCsvToo, headers = [] } = answer;
  const allHeaders = isCsvToo ? ([...headers, 'Link'] as const) : headers;
  const [inCsv, others] = [calls.filter(isCsv), calls.filter((call) => !isCsv(call))];
  const csv = isCsvToo && { [CSV]: { schema: { type: 'string' }, ...examplesOf(inCsv) } };
  const named = typeof body === 'string' ? { $ref: SCHEMAS_AT + body } : { type: 'string' };
  const type = typeof body === 'object' ? body.type : 'application/json';
  return {
    description,
    ...(allHeaders.length > 0 && { headers: headersOf(allHeaders) }),
    ...(body !== undefined && { content: { [type]: { schema: named, ...examplesOf(others) }, ...csv } }),
  };
}

/** All that an operation answers, by status; its examples are taken from the calls of its route. */
export function responsesOf(operation: Operation, calls: readonly RecordedCall[]): JsonSchema {
  const successes = Object.entries(operation.answers).map(([status, answer]) => {
    const shown = calls.filter((call) => call.status === Number(status));
    return [status, success(answer, shown)];
  });
  const common = COMMON_PROBLEMS.filter((kind) => operation.openBy !== 'path' || !OF_CALLERS.includes(kind));
  const kinds = [...new Set([...operation.problems, ...common])];
  const statuses = new Set([
    ...kinds.map((kind) => PROBLEMS[kind].status),
    ...Object.keys(GATEWAY_ANSWERS).map(Number),
  ]);
  const failures = [...statuses].map((status) => {
    const own = withStatus(operation.problems, status);
    const shared = { $ref: `#/components/responses/${SHARED_NAMES[status]}` };
    return [status, own.length > 0 ? failure(status, withStatus(kinds, status), calls) : shared];
  });
  return Object.fromEntries([...successes, ...failures]);
}
