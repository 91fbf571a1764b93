import { spawn } from 'node:child_process';
import { createFunctionLog } from '../../../local/aws/lambda/function-log.ts';
import { type Outcome, startFunctionProcess } from '../../../local/aws/lambda/function-process.ts';
import type { LambdaFunction } from '../../../local/aws/template/stack-model.ts';
import { startRuntimeApi } from './runtime-api.ts';

type Environment = Record<string, string>;

/** A process of a function, in whichever runtime. Invocations follow one another. */
export type RunningFunction = { invoke(event: string): Promise<Outcome>; stop(): void };

const GONE: Outcome = { ok: false, error: { errorType: 'Runtime.ExitError', errorMessage: 'The process is gone.' } };

/** The function in the process of a local stack. */
export function startLocally(definition: LambdaFunction, environment: Environment): RunningFunction {
  const running = startFunctionProcess(definition, environment, createFunctionLog());
  const invocation = { requestId: 'comparison', traceId: 'Root=1', clockOffsetMs: 0 };
  return { invoke: async (event) => (await running.invoke({ ...invocation, event })) ?? GONE, stop: running.kill };
}

/** The function under AWS's own runtime client. `client` is the client's main module. */
export async function startUnderClient(
  client: string,
  { assetDirectory, handler, arn: functionArn, timeoutMs }: LambdaFunction,
  environment: Environment,
): Promise<RunningFunction> {
  const api = await startRuntimeApi();
  const child = spawn(process.execPath, [client], {
    cwd: assetDirectory,
    env: {
      ...environment,
      AWS_LAMBDA_RUNTIME_API: api.address,
      _HANDLER: `${handler.module}.${handler.export}`,
    },
    stdio: 'ignore',
  });
  child.once('close', (code) => api.end(`The process ended with ${code}.`));
  return {
    invoke: (event) => api.invoke({ event, functionArn, timeoutMs }),
    stop() {
      child.kill('SIGKILL');
      api.close();
    },
  };
}
