import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Endpoints } from '../../local/endpoints.ts';
import { synthesize } from '../../local/synthesize.ts';
import { request } from '../integration/support/request.ts';
import { createSimulatorControl } from '../integration/support/simulator-control.ts';
import { eventually } from '../local/support/eventually.ts';
import { clinicBooking } from '../support/clinic.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const QUIET_WITHIN_MS = 60_000;

const CdkJson = z.object({ context: z.object({ contract: z.record(z.string(), z.unknown()) }) });
const Queues = z.array(z.looseObject({ visible: z.number(), hidden: z.number() }));

/** A stack in a process of its own, until that is killed. */
export type KillableStack = Awaited<ReturnType<typeof startProcess>>;

async function startProcess(assembly: string, data: string) {
  const child = fork(join(import.meta.dirname, 'stack-process.ts'), [assembly, data]);
  const ended = once(child, 'exit');
  const started = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (!started) throw new Error('The stack did not start again.');
  const endpoints = Endpoints.parse(started[0]);
  // The provider tells nothing by itself and takes every message.
  const simulator = createSimulatorControl(endpoints.provider, { drop: 'all', window: 'open' });
  await simulator.calm();
  return {
    endpoints,
    simulator,
    call: (method: string, path: string, body?: object, key?: string) =>
      request(method, `${endpoints.api}${path}`, body, {
        authorization: `Bearer ${endpoints.apiKey}`,
        ...(key !== undefined && { 'idempotency-key': key }),
      }),
    untilQuiet: () =>
      eventually(async () => {
        const { text } = await request('GET', `${endpoints.api}/_local/queues`);
        return Queues.parse(JSON.parse(text)).every(({ visible, hidden }) => visible + hidden === 0);
      }, QUIET_WITHIN_MS),
    /** Ends the process as `kill -9` does, without a word; its functions end with it. */
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Synthesizes the stack of a clinic once, which then starts as often as asked on the same data. */
export async function prepareKillableStack() {
  const folder = await mkdtemp(join(tmpdir(), 'appointment-flow-killed-'));
  const [assembly, data, file] = [join(folder, 'cdk.out'), join(folder, 'data'), join(folder, 'contract.json')];
  const { context } = CdkJson.parse(JSON.parse(await readFile(join(PROJECT, 'cdk.json'), 'utf8')));
  await writeFile(file, JSON.stringify({ ...context.contract, booking: clinicBooking({ horizonDays: 730 }) }));
  await synthesize(PROJECT, assembly, { contract: file });
  return {
    start: () => startProcess(assembly, data),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
