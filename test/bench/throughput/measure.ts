import { loadavg } from 'node:os';
import { EVERY_DUE_SHARD } from '../../../functions/shared/store/table/keys.ts';
import { bulkSending } from '../../../infra/parts/requested-invitations.ts';
import { queueRecord } from '../../support/lambda-events.ts';
import { aMessageId, aPhone } from '../../support/webhooks.ts';
import { contract } from '../bundles.ts';
import { sum } from '../cost-model.ts';
import type { FunctionHost } from '../function-host.ts';
import type { Measured } from '../orders.ts';
import { BACKLOGS, type Backlog, backlogOf } from './backlog.ts';
import { type Stage, setStage } from './stage.ts';
import type { Taken } from './taken.ts';
import { type Demand, measureDemand } from './walls.ts';

/** What a channel of the fastest kind that the contract allows sends in a second. */
export const TARGET = 160;
/** Due at once where calls and processor time are measured: three seconds at that rate. */
const INVITATIONS = 3 * TARGET;
const WARM_UP = 240;

/** Where one run is compared with one for each shard, all waits are so many times as long: the processor decides little. */
export const STRETCH = 5;
/** Due at once there: two rounds of all that four runs work on at the same time. */
export const COMPARED = 256;
export const COMPARED_BACKLOGS = ['to be asked about', 'one in ten to be asked about'] as const satisfies Backlog[];

/** Senders of the bulk door, and the batches that each of them gets. */
export const SENDERS = 2;
const BATCHES = 4;

/** How what is asked for in bulk is sent at the target. */
export const SENDING = bulkSending({ concurrency: 'standard', sending: { ...contract.sending, perSecond: TARGET } });

/** Invitations a second by one run over all shards, and by one run for each. */
export type Comparison = { inOne: number; byShard: number };
export type Throughput = {
  backlogs: Map<Backlog, Taken>;
  comparisons: Map<Backlog, Comparison>;
  bulk: Taken & { perSender: number };
  demand: Demand;
  /** The machine's load while it was measured: how many processes want a processor. */
  load: number;
};

/** What each of so many invitations took. `asked` is how many requests the provider had before. */
function takenBy({ table, provider }: Stage, measured: Measured[], count: number, asked: number): Taken {
  const { Query: _pages, ...calls } = table.calls();
  return {
    cpuMs: sum(measured.map(({ cpuMs }) => cpuMs)) / count,
    tableCalls: sum(Object.values(calls)) / count,
    providerCalls: (provider.requests.length - asked) / count,
  };
}

/** Works off a backlog by as many runs at the same time as there are hosts, each of which takes its shards in turn. */
async function workOff(stage: Stage, hosts: FunctionHost[], backlog: Backlog, count: number) {
  stage.table.fill(backlogOf(backlog, count));
  const asked = stage.provider.requests.length;
  const began = performance.now();
  const measured = await Promise.all(
    hosts.map((host, index) => {
      const shards = EVERY_DUE_SHARD.filter((shard) => shard % hosts.length === index);
      return host.invoke('reconcile', ...shards.map((shard) => ({ shards: [shard] })));
    }),
  );
  const perSecond = (1000 * count) / (performance.now() - began);
  const left = stage.table.countDue();
  if (left > 0) throw new Error(`${left} of ${count} invitations are still due.`);
  return { perSecond, taken: takenBy(stage, measured, count, asked) };
}

async function measureBacklogs(stage: Stage, hosts: FunctionHost[]): Promise<Throughput['backlogs']> {
  for (const backlog of BACKLOGS) await workOff(stage, hosts, backlog, WARM_UP);
  const backlogs: Throughput['backlogs'] = new Map();
  for (const backlog of BACKLOGS) backlogs.set(backlog, (await workOff(stage, hosts, backlog, INVITATIONS)).taken);
  return backlogs;
}

async function compare(stage: Stage, hosts: FunctionHost[]): Promise<Throughput['comparisons']> {
  const comparisons: Throughput['comparisons'] = new Map();
  stage.stretch(STRETCH);
  for (const backlog of COMPARED_BACKLOGS) {
    const byShard = (await workOff(stage, hosts, backlog, COMPARED)).perSecond;
    const inOne = (await workOff(stage, hosts.slice(0, 1), backlog, COMPARED)).perSecond;
    comparisons.set(backlog, { inOne, byShard });
  }
  stage.stretch(1);
  return comparisons;
}

function batchOfRequests(): object {
  const request = () => ({
    id: aMessageId(),
    source: 'crm',
    'detail-type': 'Flow Invitation Requested',
    detail: { phone: aPhone() },
  });
  const records = Array.from({ length: SENDING.batch }, (_, index) =>
    queueRecord(`${index}`, JSON.stringify(request())),
  );
  return { Records: records };
}

async function measureBulk(stage: Stage): Promise<Throughput['bulk']> {
  const hosts = Array.from({ length: SENDERS }, () => stage.host());
  const send = (batches: number) => {
    stage.table.fill([]);
    stage.answerSends(SENDERS * batches * SENDING.batch);
    const events = () => Array.from({ length: batches }, batchOfRequests);
    return Promise.all(hosts.map((host) => host.invoke('send-requested-flow', ...events())));
  };
  await send(2);
  const asked = stage.provider.requests.length;
  const began = performance.now();
  const measured = await send(BATCHES);
  const seconds = (performance.now() - began) / 1000;
  const count = SENDERS * BATCHES * SENDING.batch;
  const sent = stage.provider.requests.length - asked;
  if (sent !== count) throw new Error(`Of ${count} invitations ${sent} were sent.`);
  return { perSender: sent / seconds / SENDERS, ...takenBy(stage, measured, sent, asked) };
}

/** What it takes to work off what is due and to send what is asked for, with a table and a provider that take their time. */
export async function measureThroughput(bundles: string): Promise<Throughput> {
  const stage = await setStage(bundles, SENDING.intervalMs);
  try {
    const hosts = EVERY_DUE_SHARD.map(() => stage.host());
    const backlogs = await measureBacklogs(stage, hosts);
    const comparisons = await compare(stage, hosts);
    const bulk = await measureBulk(stage);
    const demand = await measureDemand(bundles);
    const [, load = 0] = loadavg();
    return { backlogs, comparisons, bulk, demand, load };
  } finally {
    await stage.strike();
  }
}
