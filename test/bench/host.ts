/**
 * Runs functions in a process of its own, as Lambda does, so that what they take of the processor can be told from what
 * the bench takes. Gets its orders from the parent by messages and answers each with one.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Context } from 'aws-lambda';
import { shiftDate } from '../../local/aws/lambda/shifted-date.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { type ClockOrder, HEAP, type Order, type Outcome } from './orders.ts';

/** Linux tells it of this process alone; the usual figure begins with what the parent held when it forked. */
function mostHeldMb(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return (kilobytes ? Number(kilobytes) : process.resourceUsage().maxRSS) / 1024;
}

/** The longest that Lambda lets a function run: no measurement ends by a time-out. */
const MOST_TIME_MS = 15 * 60_000;

/** As long as Lambda's: most lines of the log have it. */
const REQUEST_ID = '6d68ca91-49c9-448d-89b8-7ca3e6dc66aa';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** What a line has beside the list of what a batch announced; 0 for a line without one. */
function besideEvents(line: string): number {
  if (!line.includes('"events":[')) return 0;
  const told: { events: unknown[] } = JSON.parse(line);
  return Buffer.byteLength(line) - Buffer.byteLength(JSON.stringify(told.events)) + '[]'.length;
}

let [loggedBytes, metricBytes, batchLineBytes] = [0, 0, 0];
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (written: string | Uint8Array) => {
    const chunk = Buffer.from(written);
    loggedBytes += Buffer.byteLength(chunk);
    // Such a line carries metrics: CloudWatch reads them by this field.
    if (chunk.includes('"_aws"')) metricBytes += Buffer.byteLength(chunk);
    for (const line of chunk.toString().split('\n')) batchLineBytes += besideEvents(line);
    return true;
  };
}

async function run({ handlerFile, functionName, events }: Order): Promise<Outcome> {
  const { handler }: { handler: Handler } = await import(handlerFile);
  const context = lambdaContext(functionName, REQUEST_ID, () => MOST_TIME_MS);
  let result: unknown;
  [loggedBytes, metricBytes, batchLineBytes] = [0, 0, 0];
  const used = process.cpuUsage();
  const began = performance.now();
  for (const event of events) result = await handler(event, context);
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(used);
  return {
    result,
    wallMs,
    cpuMs: (user + system) / 1000,
    loggedBytes,
    metricBytes,
    batchLineBytes,
    heldMb: mostHeldMb(),
  };
}

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Not before it is needed: a clock that can be set takes more of the processor. */
let setClock: ((aheadMs: number) => void) | undefined;

process.on('message', async (order: Order | ClockOrder | typeof HEAP) => {
  if (order === HEAP) {
    process.send?.(heapMb());
    return;
  }
  if ('aheadMs' in order) {
    setClock ??= shiftDate();
    setClock(order.aheadMs);
    return;
  }
  const outcome = await run(order).catch((error) => ({ failed: `${order.functionName}: ${error?.stack ?? error}` }));
  process.send?.(outcome);
});
