/*
 * The main module of a function's process; it replaces the Lambda runtime. It imports the handler, takes one invocation
 * at a time from the runner, and returns its result or error. Its arguments are <function name> <label> <module>
 * <export>; the machine's process list shows them.
 */
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FromProcess, LambdaError, ToProcess } from './protocol.ts';
import { shiftDate } from './shifted-date.ts';

const [functionName = '', , moduleName = '', exportName = ''] = process.argv.slice(2);
const taskRoot = process.env['LAMBDA_TASK_ROOT'] ?? process.cwd();

/** Lambda's limit for a response: 6 MB. */
const LARGEST_RESULT_BYTES = 6 * 1024 * 1024;

type Handler = (event: unknown, context: unknown) => unknown;
type Invocation = Extract<ToProcess, { kind: 'invoke' }>;

const setClock = shiftDate();

function tell(message: FromProcess): void {
  process.send?.(message);
}

function describeError(thrown: unknown): LambdaError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
}

async function loadHandler(): Promise<Handler> {
  const loaded = await import(pathToFileURL(join(taskRoot, `${moduleName}.mjs`)).href);
  const handler: unknown = loaded[exportName];
  if (typeof handler === 'function') return (event, context) => Reflect.apply(handler, undefined, [event, context]);
  throw new TypeError(`${moduleName}.mjs does not export a function called ${exportName}.`);
}

function contextFor({ requestId, functionArn, timeoutMs }: Invocation) {
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: process.env['AWS_LAMBDA_FUNCTION_VERSION'],
    invokedFunctionArn: functionArn,
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

function encodeResult(result: unknown): string {
  const json = JSON.stringify(result) ?? 'null';
  if (Buffer.byteLength(json) <= LARGEST_RESULT_BYTES) return json;
  throw Object.assign(new Error('Response payload size exceeded maximum allowed payload size (6291556 bytes).'), {
    name: 'Function.ResponseSizeTooLarge',
  });
}

async function invoke(handler: Handler, invocation: Invocation): Promise<void> {
  const { requestId } = invocation;
  tell({ kind: 'begun' });
  setClock(invocation.clockOffsetMs);
  process.env['_X_AMZN_TRACE_ID'] = invocation.traceId;
  try {
    const result = await handler(JSON.parse(invocation.event), contextFor(invocation));
    tell({ kind: 'done', requestId, result: encodeResult(result) });
  } catch (thrown) {
    const error = describeError(thrown);
    console.error(JSON.stringify({ level: 'ERROR', requestId, ...error }));
    tell({ kind: 'failed', requestId, error });
  }
}

// Ctrl-C reaches every process of the terminal; the runner lets current invocations finish and ends the processes.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());

try {
  const handler = await loadHandler();
  // The other end of this channel is function-process.ts, which sends only these messages.
  process.on('message', (message: ToProcess) => {
    if (message.kind === 'clock') setClock(message.offsetMs);
    else void invoke(handler, message);
  });
  tell({ kind: 'ready', now: Date.now() });
  // For the next process: this one can be killed at any time.
  flushCompileCache();
} catch (thrown) {
  const error = describeError(thrown);
  console.error(JSON.stringify({ level: 'ERROR', ...error }));
  tell({ kind: 'init-failed', error });
}
