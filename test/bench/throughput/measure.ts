import { setTimeout as wait } from 'node:timers/promises';
import { DUE_SHARDS, EVERY_DUE_SHARD } from '../../../functions/shared/store/table/keys.ts';
import { bulkSending } from '../../../infra/parts/requested-invitations.ts';
import { queueRecord } from '../../support/lambda-events.ts';
import { startScriptedProvider } from '../../support/scripted-provider.ts';
import { aMessageId, aPhone } from '../../support/webhooks.ts';
import { contract } from '../bundles.ts';
import { PROVIDER_CALL_MS, sum, TABLE_CALL_MS } from '../cost-model.ts';
import { type FunctionHost, startHost } from '../function-host.ts';
import { startInstantAws } from '../instant-aws.ts';
import type { Measured } from '../orders.ts';
import { BACKLOGS, type Backlog, backlogOf } from './backlog.ts';
import { startWaitingTable } from './waiting-table.ts';

/** What a channel of the fastest kind that the contract allows sends in a second. */
export const TARGET = 160;
/** Six seconds at that rate. */
export const INVITATIONS = 6 * TARGET;
const WARM_UP = 400;
/** Batches that each sender of the bulk door gets. */
const BATCHES = 5;

/** What one invitation takes: the processor's time in ms, and calls one after the other. */
export type Taken = { cpuMs: number; tableCalls: number; providerCalls: number };
/** Invitations a second on this machine, and what each of them took. */
export type Speed = Taken & { perSecond: number };
export type Throughput = {
  backlogs: Map<Backlog, { inOne: Speed; byShard: Speed }>;
  bulk: Speed;
};

type Stage = Awaited<ReturnType<typeof setStage>>;

async function setStage(bundles: string) {
  const table = await startWaitingTable(TABLE_CALL_MS);
  const aws = await startInstantAws();
  const provider = await startScriptedProvider();
  provider.lookups.hookInfo = async (id) => {
    await wait(PROVIDER_CALL_MS);
    const timestamp = String(Math.floor(Date.now() / 1000));
    return { body: { hooks: ['sent', 'delivered'].map((status) => ({ id, type: 'message', status, timestamp })) } };
  };
  const { intervalMs } = bulkSending({ sending: { ...contract.sending, perSecond: TARGET } });
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    PROVIDER_URL: provider.url,
    SEND_INTERVAL_MS: String(intervalMs),
  };
  const hosts: FunctionHost[] = [];
  return {
    table,
    provider,
    host(): FunctionHost {
      const host = startHost(bundles, aws.endpoint, environment);
      hosts.push(host);
      return host;
    },
    /** The next sends are answered as late as the provider answers. */
    answerSends(count: number): void {
      const body = () => ({ sent: true, id: aMessageId(), message: 'Sent to queue' });
      const answers = Array.from({ length: count }, () => ({ body: body(), after: () => wait(PROVIDER_CALL_MS) }));
      provider.answerNext(...answers);
    },
    async strike(): Promise<void> {
      for (const host of hosts) host.stop();
      table.close();
      aws.close();
      await provider.close();
    },
  };
}

const runOver = (host: FunctionHost, shards: readonly number[]) =>
  host.invoke('reconcile', ...shards.map((shard) => ({ shard })));

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
async function workOff(stage: Stage, hosts: FunctionHost[], backlog: Backlog, count: number): Promise<Speed> {
  const { table } = stage;
  table.fill(backlogOf(backlog, count));
  const asked = stage.provider.requests.length;
  const began = performance.now();
  const measured = await Promise.all(
    hosts.map((host, index) =>
      runOver(
        host,
        EVERY_DUE_SHARD.filter((shard) => shard % hosts.length === index),
      ),
    ),
  );
  const seconds = (performance.now() - began) / 1000;
  const left = table.countDue();
  if (left > 0) throw new Error(`${left} of ${count} invitations are still due.`);
  return { perSecond: count / seconds, ...takenBy(stage, measured, count, asked) };
}

async function measureBacklogs(stage: Stage): Promise<Throughput['backlogs']> {
  const hosts = Array.from({ length: DUE_SHARDS }, () => stage.host());
  const [alone] = hosts;
  if (!alone) throw new Error('There are no shards.');
  for (const backlog of BACKLOGS) await workOff(stage, hosts, backlog, WARM_UP);
  const speeds: Throughput['backlogs'] = new Map();
  for (const backlog of BACKLOGS) {
    const byShard = await workOff(stage, hosts, backlog, INVITATIONS);
    const inOne = await workOff(stage, [alone], backlog, INVITATIONS);
    speeds.set(backlog, { inOne, byShard });
  }
  return speeds;
}

function batchOfRequests(size: number): object {
  const request = () => ({
    id: aMessageId(),
    source: 'crm',
    'detail-type': 'Flow Invitation Requested',
    detail: { phone: aPhone() },
  });
  return { Records: Array.from({ length: size }, (_, index) => queueRecord(`${index}`, JSON.stringify(request()))) };
}

async function measureBulk(stage: Stage): Promise<Speed> {
  const { senders, batch } = bulkSending({ sending: { ...contract.sending, perSecond: TARGET } });
  const hosts = Array.from({ length: senders }, () => stage.host());
  const send = async (batches: number) => {
    stage.table.fill([]);
    stage.answerSends(senders * batches * batch);
    return Promise.all(
      hosts.map((host) =>
        host.invoke('send-requested-flow', ...Array.from({ length: batches }, () => batchOfRequests(batch))),
      ),
    );
  };
  await send(2);
  const before = stage.provider.requests.length;
  const began = performance.now();
  const measured = await send(BATCHES);
  const seconds = (performance.now() - began) / 1000;
  const sent = stage.provider.requests.length - before;
  const asked = senders * BATCHES * batch;
  if (sent !== asked) throw new Error(`Of ${asked} invitations ${sent} were sent.`);
  return { perSecond: sent / seconds, ...takenBy(stage, measured, sent, before) };
}

/** How fast what is due is worked off and what is asked for is sent, with a table and a provider that take their time. */
export async function measureThroughput(bundles: string): Promise<Throughput> {
  const stage = await setStage(bundles);
  try {
    const backlogs = await measureBacklogs(stage);
    return { backlogs, bulk: await measureBulk(stage) };
  } finally {
    await stage.strike();
  }
}
