import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Match } from './routes.ts';

/** The parts of a request that the event needs, besides the HTTP message. */
export type RequestParts = {
  message: IncomingMessage;
  /** The percent-decoded path, as an HTTP API passes it on. */
  path: string;
  /** The raw query string, without the question mark. */
  query: string;
  body: Buffer;
  match: Match;
  apiId: string;
  accountId: string;
  requestId: string;
  now: Date;
};

/** The function receives all other types, and compressed bodies, in base64. */
const TEXT_TYPES = /^(text\/.*|application\/(json|javascript|xml|.+\+json|.+\+xml))$/;

/** Builds the event that an HTTP API passes for a request (payload format 2.0). */
export function createRequestEvent(parts: RequestParts): APIGatewayProxyEventV2 {
  const { message, path, query, body, match, now } = parts;
  const headers = headersOf(message);
  const { cookie, ...others } = headers;
  const isText = TEXT_TYPES.test(contentTypeOf(headers)) && headers['content-encoding'] === undefined;
  const parameters = queryParametersOf(new URLSearchParams(query));
  const method = message.method ?? '';
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(';').map((part) => part.trim()) }),
    headers: {
      ...others,
      'x-amzn-trace-id': `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
      'x-forwarded-for': message.socket.remoteAddress ?? '',
      'x-forwarded-port': String(message.socket.localPort ?? ''),
      'x-forwarded-proto': 'http',
    },
    ...(parameters && { queryStringParameters: parameters }),
    requestContext: {
      accountId: parts.accountId,
      apiId: parts.apiId,
      domainName: headers['host'] ?? '',
      domainPrefix: headers['host']?.split('.')[0] ?? '',
      http: {
        method,
        path,
        protocol: `HTTP/${message.httpVersion}`,
        sourceIp: message.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: parts.requestId,
      routeKey: match.route.key,
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Names in lower case; repeated headers are joined with commas. */
function headersOf(message: IncomingMessage): Record<string, string> {
  const entries = Object.entries(message.headersDistinct).map(([name, values = []]) => {
    return [name, values.join(name === 'cookie' ? '; ' : ',')] as const;
  });
  return Object.fromEntries(entries);
}

function contentTypeOf(headers: Record<string, string>): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function queryParametersOf(search: URLSearchParams): Record<string, string> | undefined {
  const names = [...new Set(search.keys())];
  return names.length > 0 ? Object.fromEntries(names.map((name) => [name, search.getAll(name).join(',')])) : undefined;
}

/** The time in the Common Log Format: `12/Mar/2020:19:03:58 +0000`. */
function clfTime(time: Date): string {
  const [, day, month, year, clock] = time.toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}
