import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { BundleName } from './bundles.ts';
import { functionEnvironment } from './environment.ts';
import { type ClockOrder, HEAP, type Measured, type Order, type Outcome } from './orders.ts';

export type FunctionHost = {
  /** Runs events one after the other and says what all of them took. Throws what the function threw. */
  invoke(name: BundleName, ...events: unknown[]): Promise<Measured>;
  /** What of the heap is in use after a collection, in MB. */
  heapMb(): Promise<number>;
  /** Puts the clock of the process ahead of the machine's. */
  setClock(aheadMs: number): void;
  stop(): void;
};

/** The host as plain JavaScript: what Node needs to read TypeScript would count as the functions' memory. */
function hostIn(bundles: string): string {
  const outfile = path.join(bundles, 'host.mjs');
  const entryPoints = [path.join(import.meta.dirname, 'host.ts')];
  if (!existsSync(outfile)) buildSync({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm' });
  return outfile;
}

/** A process of functions that find all of AWS and the provider at one address, or where `more` variables say. `node` has flags of Node. */
export function startHost(
  bundles: string,
  endpoint: string,
  more: Record<string, string> = {},
  node: string[] = [],
): FunctionHost {
  const child = fork(hostIn(bundles), {
    execArgv: ['--expose-gc', ...node],
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
    async heapMb() {
      child.send(HEAP);
      const [megabytes]: number[] = await once(child, 'message');
      return megabytes ?? Number.NaN;
    },
    setClock(aheadMs) {
      const order: ClockOrder = { aheadMs };
      child.send(order);
    },
    stop: () => child.kill(),
  };
}
