import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { type EmbeddedEngine, EngineRefusal, type EngineRequest } from './embedded-engine.ts';
import { type EngineAnswer, errorAnswer, failureAnswer, validationAnswer } from './engine-answer.ts';
import type { ItemWrites } from './item-writes.ts';
import type { TableDefinition } from './table-definition.ts';
import { parseTransaction } from './transaction-request.ts';
import type { Transactions } from './transactions.ts';
import { isWriteOperation, parseWrite, UnreadableWrite } from './write-request.ts';

/** Stands before the engine: lets reads through unchanged, leads writes past the stream, refuses the rest. */
export type Relay = {
  listener: RequestListener;
  /** Answers a request that needs no connection. */
  ask(request: EngineRequest): Promise<EngineAnswer>;
  /** Refuses what comes from now on; resolves when everything received in full before has been answered. */
  close(): Promise<void>;
};

export type RelayOptions = {
  engine: EmbeddedEngine;
  writes: ItemWrites;
  transactions: Transactions;
  definition: TableDefinition;
};

/** The largest request DynamoDB takes. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

const SERVICE = 'com.amazon.coral.service#';
const OFFER =
  'it has single-item writes, BatchWriteItem, TransactWriteItems and reads, and the table itself comes from the template.';

const TOO_LARGE = errorAnswer(413, `${SERVICE}RequestTooLarge`, 'The request is larger than 16 MB.');

const READ_OPERATIONS = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'DescribeTable', 'ListTables'];

export function createRelay({ engine, writes, transactions, definition }: RelayOptions): Relay {
  const underWay = new Set<Promise<unknown>>();
  let isClosing = false;

  async function untilDone<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  async function answer({ method, headers, body }: EngineRequest): Promise<EngineAnswer> {
    const target = headers['x-amz-target'];
    const operation = /^DynamoDB_20120810\.(\w+)$/.exec(String(target))?.[1] ?? '';
    if (isWriteOperation(operation)) return writes.make(parseWrite(operation, body, definition));
    if (operation === 'TransactWriteItems') return transactions.make(parseTransaction(body, definition));
    if (target === undefined || READ_OPERATIONS.includes(operation)) return engine.ask({ method, headers, body });
    return errorAnswer(
      400,
      `${SERVICE}UnknownOperationException`,
      `The local table does not offer ${target}: ${OFFER}`,
    );
  }

  async function ask(request: EngineRequest): Promise<EngineAnswer> {
    if (isClosing) return errorAnswer(503, `${SERVICE}ServiceUnavailable`, 'The local table is closing.');
    return untilDone(answer(request).catch(refusalOrFailure));
  }

  async function send(request: IncomingMessage, body: string | undefined, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers: asked } = request;
    const {
      status,
      headers,
      body: text,
    } = body === undefined ? TOO_LARGE : await ask({ method, headers: asked, body });
    // The stack's clock may differ from the machine's. With a date in the answer the SDK would take its own clock for wrong
    // and repeat what was refused.
    response.sendDate = false;
    await finished(response.writeHead(status, headers).end(text));
  }

  return {
    async listener(request, response) {
      try {
        const body = await readBody(request);
        await untilDone(send(request, body, response));
      } catch {
        // The client went away: nobody waits for an answer.
        response.destroy();
      }
    },
    ask,
    async close() {
      isClosing = true;
      await Promise.allSettled(underWay);
    },
  };
}

/** The whole body; `undefined` if it is too large. Throws if the client goes away before its end. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) chunks.length = 0;
    else chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString();
}

function refusalOrFailure(error: unknown): EngineAnswer {
  if (error instanceof UnreadableWrite) return validationAnswer(error.message);
  return error instanceof EngineRefusal ? error.answer : failureAnswer(error);
}
