/**
 * Runs functions in a process of its own, as Lambda does, so that what they take of the processor can be told from what
 * the bench takes. Gets its orders from the parent by messages and answers each with one.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Context } from 'aws-lambda';
import { lambdaContext } from '../support/lambda-events.ts';

/** Events for one function, run one after the other. */
export type Order = { handlerFile: string; functionName: string; events: unknown[] };
/** What became of them: the last result, what all took together, and the most memory the process ever held. */
export type Measured = { result: unknown; wallMs: number; cpuMs: number; loggedBytes: number; heldMb: number };
export type Outcome = Measured | { failed: string };

/** Linux tells it of this process alone; the usual figure begins with what the parent held when it forked. */
function mostHeldMb(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return (kilobytes ? Number(kilobytes) : process.resourceUsage().maxRSS) / 1024;
}

type Handler = (event: unknown, context: Context) => Promise<unknown>;

let loggedBytes = 0;
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk: string | Uint8Array) => {
    loggedBytes += Buffer.byteLength(chunk);
    return true;
  };
}

async function run({ handlerFile, functionName, events }: Order): Promise<Outcome> {
  const { handler }: { handler: Handler } = await import(handlerFile);
  const context = lambdaContext(functionName, 'bench', () => 30_000);
  let result: unknown;
  loggedBytes = 0;
  const used = process.cpuUsage();
  const began = performance.now();
  for (const event of events) result = await handler(event, context);
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(used);
  return { result, wallMs, cpuMs: (user + system) / 1000, loggedBytes, heldMb: mostHeldMb() };
}

process.on('message', async (order: Order) => {
  const outcome = await run(order).catch((error) => ({ failed: `${order.functionName}: ${error?.stack ?? error}` }));
  process.send?.(outcome);
});
