/**
 * A table engine in memory, in its own process: tables of several sizes, of which one answers at a time, at one
 * address. It answers each message from its parent, and ends with the parent.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBusiness, type Preparation } from './business.ts';
import { ConditionFailed, createOperations, noUsage, type Usage } from './operations.ts';
import { createStoredTable, keyOf, type StoredTable } from './stored-table.ts';

export type Order =
  | { kind: 'fill'; sizes: readonly number[]; today: number }
  /** Selects the table of this size, after its preparation. */
  | { kind: 'enter'; size: number; preparation: Preparation }
  /** Restores the table. */
  | { kind: 'leave' };

export type Answer =
  | { kind: 'filling'; items: number }
  | { kind: 'filled'; endpoint: string; megabytes: number }
  | { kind: 'entered' }
  | { kind: 'left'; usage: Usage; cpuMs: number }
  | { kind: 'failed'; message: string };

/** Items after which the parent hears of it, and after which there is a look at what it says. */
const PROGRESS = 200_000;
const BREATH = 1_000;

const tables = new Map<number, StoredTable>();
let business = createBusiness(Date.now());
let current: StoredTable | undefined;
let usage = noUsage();
let answer: ((operation: string, body: string) => string) | undefined;
let used = process.cpuUsage();

const say = (message: Answer) => process.send?.(message);

/** Lets messages arrive, or the notice that the parent has ended. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

async function fill(sizes: readonly number[], today: number): Promise<Answer> {
  business = createBusiness(today);
  let items = 0;
  for (const size of sizes) {
    const table = createStoredTable();
    for await (const item of business.fill(size)) {
      table.write(keyOf(item), item);
      items += 1;
      if (items % PROGRESS === 0) say({ kind: 'filling', items });
      if (items % BREATH === 0) await breathe();
    }
    table.keep();
    if (table.size() !== size) throw new Error(`The table of ${size} items has ${table.size()}.`);
    tables.set(size, table);
  }
  globalThis.gc?.();
  return { kind: 'filled', endpoint: await listen(), megabytes: Math.round(process.memoryUsage.rss() / 2 ** 20) };
}

function enter(size: number, preparation: Preparation): Answer {
  current = tables.get(size);
  if (!current) throw new Error(`There is no table of ${size} items.`);
  for (const item of business.prepare(preparation)) current.write(keyOf(item), item);
  usage = noUsage();
  answer = createOperations(current, usage).answer;
  used = process.cpuUsage();
  return { kind: 'entered' };
}

function leave(): Answer {
  const { user, system } = process.cpuUsage(used);
  current?.rewind();
  answer = undefined;
  return { kind: 'left', usage, cpuMs: (user + system) / 1000 };
}

const CONDITION_FAILED = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
  message: 'The conditional request failed',
});

function respond(operation: string, body: string): { status: number; text: string } {
  try {
    if (!answer) throw new Error('No table is entered.');
    return { status: 200, text: answer(operation, body) };
  } catch (error) {
    if (error instanceof ConditionFailed) return { status: 400, text: CONDITION_FAILED };
    say({ kind: 'failed', message: error instanceof Error ? `${error.stack}` : String(error) });
    return { status: 500, text: '{}' };
  }
}

async function listen(): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const { status, text } = respond(operation, Buffer.concat(chunks).toString());
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  });
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server listening on TCP has an AddressInfo; a string is only for pipes.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function follow(order: Order): Promise<Answer> {
  switch (order.kind) {
    case 'fill':
      return fill(order.sizes, order.today);
    case 'enter':
      return enter(order.size, order.preparation);
    case 'leave':
      return leave();
  }
}

process.on('message', async (order: Order) => {
  say(await follow(order).catch((error) => ({ kind: 'failed', message: String(error?.stack ?? error) })));
});
process.on('disconnect', () => process.exit());
