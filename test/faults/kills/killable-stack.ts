import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Endpoints } from '../../../local/endpoints.ts';
import type { ForkedStackOptions } from '../../../local/forked-stack.ts';
import type { FormKind } from '../../../local/local-additions.ts';
import { synthesize } from '../../../local/synthesize.ts';
import { request } from '../../integration/support/request.ts';
import { createSimulatorControl } from '../../integration/support/simulator-control.ts';
import { eventually } from '../../local/support/eventually.ts';
import { clinicBooking } from '../../support/clinic.ts';
import { startWitness, type Witness } from './witness.ts';

const PROJECT = join(import.meta.dirname, '..', '..', '..');
const QUIET_WITHIN_MS = 60_000;

const CdkJson = z.object({ context: z.object({ contract: z.record(z.string(), z.unknown()) }) });
const Started = z.object({ endpoints: Endpoints, channelToken: z.string() });
const Queues = z.array(z.looseObject({ name: z.string(), visible: z.number(), hidden: z.number() }));
const ClockView = z.object({ now: z.iso.datetime() });

/** A stack in a process of its own, until that is killed. */
export type KillableStack = Awaited<ReturnType<typeof startProcess>>;

async function startProcess(assembly: string, data: string, witness: Witness) {
  const options = { assembly, dataDirectory: data, providerUrl: witness.url } satisfies ForkedStackOptions;
  const child = fork(join(PROJECT, 'local', 'forked-stack.ts'), [JSON.stringify(options)]);
  const ended = once(child, 'exit');
  const started = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (!started) throw new Error('The stack did not start again.');
  const { endpoints, channelToken } = Started.parse(started[0]);
  witness.leadTo(endpoints.provider);
  // The provider tells nothing by itself and takes every message.
  const simulator = createSimulatorControl(endpoints.provider, { drop: 'all', window: 'open' });
  await simulator.calm();

  /**
   * The queues with messages that wait, are hidden (a function works on it, or worked on it when it was killed), or were given
   * up. A run of a schedule that was killed is set aside for people to see, and the next one does its work.
   */
  async function fullQueues(): Promise<string[]> {
    const { text } = await request('GET', `${endpoints.api}/_local/queues`);
    const queues = Queues.parse(JSON.parse(text)).filter(({ name }) => !name.includes('FailedRuns'));
    return queues.flatMap(({ name, visible, hidden }) => (visible + hidden === 0 ? [] : [name]));
  }

  return {
    endpoints,
    channelToken,
    simulator,
    witness,
    call: (method: string, path: string, body?: object, key?: string) =>
      request(method, `${endpoints.api}${path}`, body, {
        authorization: `Bearer ${endpoints.apiKey}`,
        ...(key !== undefined && { 'idempotency-key': key }),
      }),
    /** What the provider posts to the URL for all kinds of webhooks. */
    webhook: (body: object) => request('POST', endpoints.webhooks.all, body),
    /** The time by the clock of the stack. */
    async now(): Promise<Date> {
      const { body } = await request('GET', `${endpoints.provider}/_sim/clock`);
      return new Date(ClockView.parse({ now: body['now'] }).now);
    },
    fullQueues,
    untilQuiet: () => eventually(async () => (await fullQueues()).length === 0, QUIET_WITHIN_MS),
    /** Ends the process as `kill -9` does, without a word; its functions end with it. */
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
      witness.leadNowhere();
    },
  };
}

/** Synthesizes the stack of a clinic once, which then starts as often as asked on the same data. */
export async function prepareKillableStack(form: FormKind) {
  const folder = await mkdtemp(join(tmpdir(), 'appointment-flow-killed-'));
  const [assembly, data, file] = [join(folder, 'cdk.out'), join(folder, 'data'), join(folder, 'contract.json')];
  const { context } = CdkJson.parse(JSON.parse(await readFile(join(PROJECT, 'cdk.json'), 'utf8')));
  await writeFile(file, JSON.stringify({ ...context.contract, booking: clinicBooking({ horizonDays: 730 }) }));
  await synthesize(PROJECT, assembly, { contract: file }, form);
  const witness = await startWitness();
  return {
    start: () => startProcess(assembly, data, witness),
    async remove(): Promise<void> {
      await witness.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
