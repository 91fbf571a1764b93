import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Clock } from '../../clock.ts';
import { closeServer, listen, tellTime } from '../../http/listen.ts';
import { readBody } from '../../http/read-body.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import { OWN_PREFIX } from '../template/resources/http-api.ts';
import type { HttpApi, Route, Surroundings } from '../template/stack-model.ts';
import { createRequestEvent, type RequestParts } from './request-event.ts';
import { gatewayAnswer, type HttpAnswer, readResponse } from './response.ts';
import { createRouter } from './routes.ts';
import { createThrottle } from './throttle.ts';

/** Answers the runner's own paths (`/_local/…`); undefined for a path it does not have. */
export type OwnPages = (path: string) => HttpAnswer | undefined;

/** The stack's HTTP API on this machine. */
export type Gateway = {
  /** `http://127.0.0.1:3000`, without a slash at the end. */
  address: string;
  /** Stops accepting requests and waits at most `boundMs` for those in progress. */
  close(boundMs: number): Promise<void>;
};

export type GatewayOptions = {
  port: number;
  api: HttpApi | undefined;
  surroundings: Surroundings;
  clock: Clock;
  poolOf(functionId: string): FunctionPool;
  ownPages: OwnPages;
};

/** API Gateway's limits: for the body, and for the request line and headers together. */
const LARGEST_BODY_BYTES = 10 * 1024 * 1024;
const LARGEST_HEADER_BYTES = 10_240;
/** Lambda's limit for an event. */
const LARGEST_EVENT_BYTES = 6 * 1024 * 1024;

/**
 * Starts the HTTP API.
 * @throws StartFailure if the port is not available
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const answer = createAnswerer(options);
  const server = createServer({ maxHeaderSize: LARGEST_HEADER_BYTES }, (message, response) => {
    const requestId = randomUUID();
    tellTime(response);
    void answer(message, requestId).then(
      (made) => send(response, made, requestId),
      () => send(response, gatewayAnswer(500, 'Internal Server Error'), requestId),
    );
  });
  server.on('clientError', refuse);
  const address = await listen(server, options.port, '--port');
  return { address, close: (boundMs) => closeServer(server, boundMs) };
}

/** Answers requests that Node cannot parse, with API Gateway's answer. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const { status, body } = isTooLarge
    ? gatewayAnswer(431, 'Request Header Fields Too Large')
    : gatewayAnswer(400, 'Bad Request');
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer, requestId: string): void {
  response.writeHead(status, {
    ...headers,
    'apigw-requestid': requestId,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function createAnswerer(options: GatewayOptions): (message: IncomingMessage, requestId: string) => Promise<HttpAnswer> {
  const { api, ownPages, poolOf } = options;
  const findRoute = createRouter(api?.routes ?? []);
  const throttles = new Map(api?.routes.map((route) => [route, route.throttle && createThrottle(route.throttle)]));

  return async (message, requestId) => {
    const [rawPath = '/', ...query] = (message.url ?? '/').split('?');
    const path = decodePath(rawPath);
    if (path === OWN_PREFIX || path.startsWith(`${OWN_PREFIX}/`)) {
      return ownPages(path.slice(OWN_PREFIX.length)) ?? gatewayAnswer(404, 'Not Found');
    }
    const match = findRoute(message.method ?? '', path);
    if (!match) return gatewayAnswer(404, 'Not Found');
    if (throttles.get(match.route)?.(performance.now()) === false) return gatewayAnswer(429, 'Too Many Requests');

    const event = await readEvent(options, { message, path, query: query.join('?'), match, requestId });
    if (!event) return gatewayAnswer(413, 'Request Entity Too Large');
    return invokeRoute(match.route, poolOf(match.route.function), event);
  };
}

/** The event for a request; undefined if it exceeds API Gateway's or Lambda's limit. */
async function readEvent(
  { api, clock, surroundings }: GatewayOptions,
  request: Pick<RequestParts, 'message' | 'path' | 'query' | 'match' | 'requestId'>,
): Promise<APIGatewayProxyEventV2 | undefined> {
  const body = await readBody(request.message, LARGEST_BODY_BYTES);
  if (!body) return undefined;
  const event = createRequestEvent({
    ...request,
    body,
    apiId: api?.id ?? '',
    accountId: surroundings.accountId,
    now: clock.now(),
  });
  return Buffer.byteLength(event.body ?? '') <= LARGEST_EVENT_BYTES ? event : undefined;
}

async function invokeRoute(route: Route, pool: FunctionPool, event: unknown): Promise<HttpAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), route.timeoutMs);
  });
  const outcome = await Promise.race([pool.invoke(event), limit]);
  clearTimeout(timer);
  if (outcome === 'late') return gatewayAnswer(503, 'Service Unavailable');
  const answer = outcome.ok ? readResponse(outcome.result) : undefined;
  return answer ?? gatewayAnswer(500, 'Internal Server Error');
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
