import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { LambdaFunction } from '../template/stack-model.ts';
import type { FunctionLog } from './function-log.ts';
import { type FunctionProcess, type Outcome, startFunctionProcess } from './function-process.ts';
import type { Invocation } from './invocation-journal.ts';

/** All processes of one function, started on demand up to a small number; further invocations wait. */
export type FunctionPool = {
  readonly definition: LambdaFunction;
  /** Passes the function an event and resolves with the outcome; never rejects. */
  invoke(event: unknown): Promise<Outcome & { requestId: string }>;
  /** Kills the function's processes as `kill -9` does, even during an invocation; returns their number. */
  kill(): number;
  /** Ends all processes, whatever they are doing, and starts no more. */
  close(): Promise<void>;
};

export type PoolOptions = {
  definition: LambdaFunction;
  environment: () => Record<string, string>;
  clock: Clock;
  log: FunctionLog;
  /** Receives every invocation when it has ended. */
  onEnd(invocation: Invocation): void;
};

const LARGEST_POOL = 4;
/** Starts before the pool gives up. A process can be killed while it waits, so one failed start is no proof. */
const MOST_STARTS = 3;
/** The pool ends a process after this long without work. */
const IDLE_LIMIT_MS = 5 * 60_000;

/** A pool for one function; it starts no process before the first invocation. */
export function createFunctionPool(options: PoolOptions): FunctionPool {
  const { definition, clock, log } = options;
  const limit = Math.min(LARGEST_POOL, definition.reservedConcurrency ?? LARGEST_POOL);
  const idle = new Map<FunctionProcess, NodeJS.Timeout>();
  const busy = new Set<FunctionProcess>();
  const waiting: (() => void)[] = [];
  let places = limit;
  let closed = false;

  const all = () => [...idle.keys(), ...busy];
  clock.onAdvance((offsetMs) => {
    for (const functionProcess of all()) functionProcess.setClock(offsetMs);
  });

  async function takePlace(): Promise<void> {
    if (places > 0) places -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leavePlace(): void {
    const next = waiting.shift();
    if (next) next();
    else places += 1;
  }

  function takeProcess(): FunctionProcess {
    for (const [candidate, timer] of idle) {
      clearTimeout(timer);
      idle.delete(candidate);
      if (candidate.alive) return candidate;
    }
    const started = startFunctionProcess(definition, options.environment(), log);
    void started.exited.then(() => {
      clearTimeout(idle.get(started));
      idle.delete(started);
    });
    return started;
  }

  function keepForLater(functionProcess: FunctionProcess): void {
    if (functionProcess.alive) {
      idle.set(functionProcess, setTimeout(() => functionProcess.kill(), IDLE_LIMIT_MS).unref());
    }
  }

  /** The outcome of the event in one process; undefined if that process was gone before it had the event. */
  async function runOnce(requestId: string, event: string): Promise<Outcome | undefined> {
    const functionProcess = takeProcess();
    busy.add(functionProcess);
    const traceId = `Root=1-${randomBytes(4).toString('hex')}-${randomBytes(12).toString('hex')};Sampled=0`;
    const outcome = await functionProcess.invoke({ requestId, traceId, event, clockOffsetMs: clock.offsetMs });
    busy.delete(functionProcess);
    keepForLater(functionProcess);
    return outcome;
  }

  async function run(requestId: string, event: string): Promise<Outcome> {
    for (let start = 0; start < MOST_STARTS && !closed; start += 1) {
      const outcome = await runOnce(requestId, event);
      if (outcome) return outcome;
    }
    const errorMessage = closed ? 'The stack is stopping.' : 'Runtime exited before the handler had the event.';
    return { ok: false, error: { errorType: 'Runtime.ExitError', errorMessage } };
  }

  async function invoke(event: unknown): Promise<Outcome & { requestId: string }> {
    const requestId = randomUUID();
    await takePlace();
    const at = clock.now().toISOString();
    const started = performance.now();
    try {
      const eventText = JSON.stringify(event);
      const outcome = await run(requestId, eventText);
      const durationMs = Math.round(10 * (performance.now() - started)) / 10;
      const status = outcome.ok ? 'success' : outcome.error.errorType;
      log.write(`REPORT RequestId: ${requestId} Duration: ${durationMs.toFixed(1)} ms Status: ${status}\n`);
      const result = outcome.ok ? outcome.result : undefined;
      options.onEnd({ requestId, function: definition.label, at, durationMs, status, event: eventText, result });
      return { ...outcome, requestId };
    } finally {
      leavePlace();
    }
  }

  async function close(): Promise<void> {
    closed = true;
    const remaining = all();
    for (const functionProcess of remaining) functionProcess.kill();
    await Promise.all(remaining.map(({ exited }) => exited));
  }

  return {
    definition,
    invoke,
    kill() {
      const victims = all();
      for (const victim of victims) victim.kill();
      return victims.length;
    },
    close,
  };
}
