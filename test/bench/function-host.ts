import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { BundleName } from './bundles.ts';
import { functionEnvironment } from './environment.ts';
import type { Order, Outcome } from './host.ts';

export type Measured = { result: unknown; wallMs: number; cpuMs: number; loggedBytes: number };

export type FunctionHost = {
  /** Runs events one after the other and says what all of them took. Throws what the function threw. */
  invoke(name: BundleName, ...events: unknown[]): Promise<Measured>;
  stop(): void;
};

/** A process of functions that find all of AWS and the provider at one address, or where `more` variables say. */
export function startHost(bundles: string, endpoint: string, more: Record<string, string> = {}): FunctionHost {
  const child = fork(path.join(import.meta.dirname, 'host.ts'), {
    env: { PATH: process.env['PATH'], ...functionEnvironment(bundles, endpoint), ...more },
  });
  return {
    async invoke(name, ...events) {
      const order: Order = { handlerFile: path.join(bundles, name, 'handler.mjs'), functionName: name, events };
      child.send(order);
      const [outcome]: Outcome[] = await once(child, 'message');
      if (!outcome || 'failed' in outcome) throw new Error(outcome?.failed ?? 'The host did not answer.');
      return outcome;
    },
    stop: () => child.kill(),
  };
}
