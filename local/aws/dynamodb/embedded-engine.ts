import { EventEmitter, once } from 'node:events';
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import dynalite from 'dynalite';
import * as z from 'zod/mini';
import { type EngineAnswer, failureAnswer } from './engine-answer.ts';
import type { Item } from './stream-record.ts';

export type EngineRequest = { method: string; headers: IncomingHttpHeaders; body: string };

/** The embedded DynamoDB engine (dynalite), asked in this process instead of over a connection. */
export type EmbeddedEngine = {
  /** Sends one complete request and gives the answer, whatever its status. Any signature, or none, is accepted. */
  ask(request: EngineRequest): Promise<EngineAnswer>;
  hasTable(tableName: string): Promise<boolean>;
  /** Makes a table and waits until it can be used. */
  createTable(request: { TableName: string }): Promise<void>;
  /** The item of these keys, read consistently. Throws `EngineRefusal` if the keys do not suit the table. */
  getItem(tableName: string, keys: Item): Promise<Item | undefined>;
  /** Puts an item in the place of what is there; `undefined`: deletes it. Throws `EngineRefusal` like the others. */
  setItem(tableName: string, keys: Item, item: Item | undefined): Promise<void>;
  /** The base URL the engine's HTTP server listens on; `serve` says who answers there. */
  endpoint: string;
  serve(listener: RequestListener): void;
  /** Ends once every request under way has its answer and the database is closed. */
  close(): Promise<void>;
  /** Drops all connections, also those that sent half a request and nothing since. */
  dropConnections(): void;
};

/** The engine answered with an error. */
export class EngineRefusal extends Error {
  override name = 'EngineRefusal';
  readonly answer: EngineAnswer;

  constructor(answer: EngineAnswer) {
    super(`The table engine refused a request: ${answer.body}`);
    this.answer = answer;
  }
}

/** A connection may idle this long (ms): a function's next burst finds it open. Node's default is 5 s. */
const KEEP_ALIVE_MS = 60_000;
const OUR_SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
const TABLE_POLL_MS = 2;

// What the engine answers is shaped by itself from checked input: the attribute values are not checked once more.
const GetItemAnswer = z.object({ Item: z.optional(z.record(z.string(), z.custom<Item[string]>())) });
const DescribeTableAnswer = z.object({ Table: z.object({ TableStatus: z.string() }) });

/** Starts the engine on a free port of 127.0.0.1, with its database in a folder or, without one, in memory. */
export async function startEmbeddedEngine(path: string | undefined): Promise<EmbeddedEngine> {
  const server = dynalite({ ...(path && { path }), createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  const answerRequest = takeRequestListener(server);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await once(server.listen(0, '127.0.0.1'), 'listening');

  const ask = (request: EngineRequest) => askInProcess(answerRequest, request);
  const call = async (operation: string, input: object): Promise<unknown> => {
    const answer = await ask(operationRequest(operation, JSON.stringify(input)));
    if (answer.status !== 200) throw new EngineRefusal(answer);
    return JSON.parse(answer.body);
  };

  return {
    ask,
    async hasTable(tableName) {
      const { status } = await ask(operationRequest('DescribeTable', JSON.stringify({ TableName: tableName })));
      return status === 200;
    },
    async createTable(request) {
      await call('CreateTable', request);
      const { TableName } = request;
      const isActive = async () =>
        DescribeTableAnswer.parse(await call('DescribeTable', { TableName })).Table.TableStatus === 'ACTIVE';
      while (!(await isActive())) await delay(TABLE_POLL_MS);
    },
    async getItem(tableName, keys) {
      const input = { TableName: tableName, Key: keys, ConsistentRead: true };
      return GetItemAnswer.parse(await call('GetItem', input)).Item;
    },
    async setItem(tableName, keys, item) {
      await (item
        ? call('PutItem', { TableName: tableName, Item: item })
        : call('DeleteItem', { TableName: tableName, Key: keys }));
    },
    // A server that listens on a TCP port has an address of this form.
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (listener) => void server.on('request', listener),
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
    dropConnections: () => server.closeAllConnections(),
  };
}

/** A request for one operation as the SDK would send it. */
export const operationRequest = (operation: string, body: string): EngineRequest => ({
  method: 'POST',
  headers: { 'x-amz-target': `DynamoDB_20120810.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
  body,
});

/** Takes the engine's own listener off its server, so that the relay can stand before it. */
function takeRequestListener(server: Server): RequestListener {
  const [listener] = server.listeners('request');
  server.removeAllListeners('request');
  // `listeners` types every listener as a bare Function; of 'request' they are request listeners.
  return listener as RequestListener;
}

/**
 * Hands the engine's listener a complete request and collects its answer. The listener reads nothing of a request but
 * method, URL, headers and the data events, and writes nothing to a response but status, headers and one `end`. It
 * would bring the process down if a client went away in mid-request: here no client can.
 */
function askInProcess(listener: RequestListener, { method, headers, body }: EngineRequest): Promise<EngineAnswer> {
  return new Promise((resolve) => {
    const request = Object.assign(new EventEmitter(), {
      method,
      url: '/',
      headers: { ...headers, authorization: OUR_SIGNATURE, 'x-amz-date': '20260101T000000Z' },
    });
    const answer: EngineAnswer = { status: 200, headers: {}, body: '' };
    const response = {
      set statusCode(status: number) {
        answer.status = status;
      },
      setHeader(name: string, value: string | number) {
        answer.headers[name] = value;
      },
      end(text = '') {
        answer.body = text;
        resolve(answer);
      },
    };
    // Stand-ins with just the members named above.
    (listener as (request: unknown, response: unknown) => void)(request, response);
    try {
      request.emit('data', Buffer.from(body));
      request.emit('end');
    } catch (error) {
      // Input the engine's checks were not made for. It checks before it writes.
      resolve(failureAnswer(error));
    }
  });
}
