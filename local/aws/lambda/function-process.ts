import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { LambdaFunction } from '../template/stack-model.ts';
import type { FunctionLog } from './function-log.ts';
import { FromProcess, type LambdaError, type ToProcess } from './protocol.ts';

/** The outcome of one invocation; `result` is JSON. */
export type Outcome = { ok: true; result: string } | { ok: false; error: LambdaError };

export type Invocation = { requestId: string; traceId: string; event: string; clockOffsetMs: number };

/** One process of a function; it handles one invocation at a time. */
export type FunctionProcess = {
  readonly pid: number | undefined;
  readonly alive: boolean;
  /**
   * Never rejects: a crash, a kill and a timeout are outcomes, as in Lambda. Undefined if the process was gone before
   * its handler had the event: another process may take the event.
   */
  invoke(invocation: Invocation): Promise<Outcome | undefined>;
  setClock(offsetMs: number): void;
  /** Ends the process at once, whatever it is doing. */
  kill(): void;
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
};

const BOOTSTRAP = join(import.meta.dirname, 'bootstrap.ts');

/** Time limit for importing the handler. Lambda allows 10 s; a busy small machine needs more. */
const INIT_LIMIT_MS = 30_000;

/** Starts a process for `definition` with exactly `environment`; its output goes to `log`. */
export function startFunctionProcess(
  definition: LambdaFunction,
  environment: Record<string, string>,
  log: FunctionLog,
): FunctionProcess {
  const { handler, label, name } = definition;
  const child = fork(BOOTSTRAP, [name, label, handler.module, handler.export], {
    cwd: definition.assetDirectory,
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', (chunk) => log.write(chunk));
  child.stderr?.on('data', (chunk) => log.write(chunk));

  let settle: ((outcome: Outcome | undefined) => void) | undefined;
  let hasBegun = false;
  const finish = (outcome: Outcome | undefined) => {
    settle?.(outcome);
    settle = undefined;
  };
  const exited = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      const reason = signal ? `signal: ${signal}` : `exit status ${code}`;
      finish(hasBegun ? failure('Runtime.ExitError', `Runtime exited with error: ${reason}`) : undefined);
      resolve();
    });
  });
  // The kill after a timeout makes the channel fail; the "close" event reports the outcome.
  child.on('error', () => undefined);
  let behindMs = 0;
  const ready = untilReady(child).then((start) => {
    if (start.is === 'ready') behindMs = behindRunner(start.now);
    return start;
  });
  child.on('message', (message) => {
    const parsed = FromProcess.safeParse(message);
    if (parsed.data?.kind === 'begun') hasBegun = true;
    if (parsed.data?.kind === 'done') finish({ ok: true, result: parsed.data.result });
    if (parsed.data?.kind === 'failed') finish({ ok: false, error: parsed.data.error });
  });

  const send = (message: ToProcess) => {
    if (child.connected) child.send(message, () => undefined);
  };
  const kill = () => void child.kill('SIGKILL');

  async function invoke(invocation: Invocation): Promise<Outcome | undefined> {
    const start = await ready;
    if (start.is === 'gone') return undefined;
    if (start.is === 'failed') {
      kill();
      return { ok: false, error: start.error };
    }
    const { promise, resolve } = Promise.withResolvers<Outcome | undefined>();
    settle = resolve;
    hasBegun = false;
    const timer = setTimeout(() => {
      const seconds = (definition.timeoutMs / 1000).toFixed(2);
      const message = `RequestId: ${invocation.requestId} Error: Task timed out after ${seconds} seconds`;
      finish(failure('Sandbox.Timedout', message));
      kill();
    }, definition.timeoutMs);
    const clockOffsetMs = invocation.clockOffsetMs + behindMs;
    send({
      kind: 'invoke',
      functionArn: definition.arn,
      timeoutMs: definition.timeoutMs,
      ...invocation,
      clockOffsetMs,
    });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    pid: child.pid,
    get alive() {
      return child.connected && !child.killed && child.exitCode === null && child.signalCode === null;
    },
    invoke,
    setClock: (offsetMs) => send({ kind: 'clock', offsetMs: offsetMs + behindMs }),
    kill,
    exited,
  };
}

function failure(errorType: string, errorMessage: string): Outcome {
  return { ok: false, error: { errorType, errorMessage } };
}

/** A message takes less than this; a greater difference means that the clocks differ. */
const LONGEST_WAY_MS = 60_000;

/**
 * How far the clock of a function's process, which showed `now`, is behind the runner's, in whole seconds. It is 0
 * unless the runner was started under a shifted clock, which its processes do not inherit.
 */
function behindRunner(now: number): number {
  const behindMs = Date.now() - now;
  return Math.abs(behindMs) < LONGEST_WAY_MS ? 0 : Math.round(behindMs / 1000) * 1000;
}

type Start = { is: 'ready'; now: number } | { is: 'gone' } | { is: 'failed'; error: LambdaError };

/** Resolves when the handler is imported, when that failed or timed out, or when the process has ended. */
function untilReady(child: ChildProcess): Promise<Start> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      const errorMessage = 'The function took too long to start.';
      resolve({ is: 'failed', error: { errorType: 'Sandbox.Timedout', errorMessage } });
    }, INIT_LIMIT_MS);
    const end = (start: Start) => {
      clearTimeout(timer);
      resolve(start);
    };
    child.on('message', (message) => {
      const parsed = FromProcess.safeParse(message);
      if (parsed.data?.kind === 'ready') end({ is: 'ready', now: parsed.data.now });
      if (parsed.data?.kind === 'init-failed') end({ is: 'failed', error: parsed.data.error });
    });
    child.once('close', () => end({ is: 'gone' }));
  });
}
