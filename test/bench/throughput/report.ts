import { ITEMS_AT_ONCE } from '../../../functions/shared/operations/reconcile/reconcile.ts';
import { DUE_SHARDS } from '../../../functions/shared/store/table/keys.ts';
import { memoryOf, WHOLE_PROCESSOR_MB } from '../../../infra/constructs/memory.ts';
import { bulkSending } from '../../../infra/parts/requested-invitations.ts';
import { contract } from '../bundles.ts';
import { PROVIDER_CALL_MS, TABLE_CALL_MS } from '../cost-model.ts';
import { tableOf } from '../figures.ts';
import { INVITATIONS, TARGET, type Taken, type Throughput } from './measure.ts';

const SECONDS = 60;
/** An assumption: the provider closes each connection, so each call begins with a handshake. The bench's provider has none. */
const HANDSHAKE_CPU_MS = 2;

const waitsOf = ({ tableCalls, providerCalls }: Taken) => tableCalls * TABLE_CALL_MS + providerCalls * PROVIDER_CALL_MS;
const cpuOf = ({ cpuMs, providerCalls }: Taken) => cpuMs + providerCalls * HANDSHAKE_CPU_MS;
const shareOf = (memoryMb: number) => memoryMb / WHOLE_PROCESSOR_MB;

/** How many invitations one run works off in a second: as many as its waits allow, or its part of a processor. */
const borneByRun = (taken: Taken): number =>
  Math.min((ITEMS_AT_ONCE * 1000) / waitsOf(taken), (shareOf(memoryOf('reconcile')) * 1000) / cpuOf(taken));

/** A batch takes the waits of one send and the processor's time of all of them. */
function borneBySender(taken: Taken, batch: number): number {
  const batchMs = waitsOf(taken) + (batch * cpuOf(taken)) / shareOf(memoryOf('send-requested-flow'));
  return (batch * 1000) / batchMs;
}

/** A rate beside what it is to be at least: "210 ≥ 160" or "**90 < 160**". */
const atLeast = (value: number, target: number): string =>
  value >= target ? `${value.toFixed(0)} ≥ ${target}` : `**${value.toFixed(0)} < ${target}**`;

function reckoned({ backlogs }: Throughput): string {
  const rows = [...backlogs].map(([backlog, { byShard }]) => {
    const each = borneByRun(byShard);
    return [
      backlog,
      byShard.tableCalls.toFixed(1),
      byShard.providerCalls.toFixed(1),
      waitsOf(byShard).toFixed(0),
      cpuOf(byShard).toFixed(1),
      each.toFixed(0),
      atLeast(DUE_SHARDS * each, TARGET),
      ((TARGET * SECONDS) / (DUE_SHARDS * each)).toFixed(0),
    ];
  });
  return tableOf(
    [
      'deliveries',
      'table calls',
      'provider calls',
      'waits, ms',
      'CPU ms',
      'one run in all bears, per second',
      `a run per shard, per second`,
      'seconds for a minute’s invitations',
    ],
    rows,
  );
}

const measured = ({ backlogs }: Throughput): string =>
  tableOf(
    ['deliveries', 'one run, per second', `${DUE_SHARDS} runs, per second`, 'ratio'],
    [...backlogs].map(([backlog, { inOne, byShard }]) => [
      backlog,
      inOne.perSecond.toFixed(0),
      byShard.perSecond.toFixed(0),
      (byShard.perSecond / inOne.perSecond).toFixed(1),
    ]),
  );

function doors({ bulk }: Throughput): string[] {
  const { senders, batch } = bulkSending({ sending: { ...contract.sending, perSecond: TARGET } });
  const callMs = waitsOf(bulk) + cpuOf(bulk) / shareOf(memoryOf('send-flow'));
  return [
    `The bulk door (\`send-requested-flow\`): a send takes ${bulk.tableCalls.toFixed(1)} calls of the table, one of the provider and ${cpuOf(bulk).toFixed(1)} ms of the`,
    `processor. The ${senders} senders for \`sending.perSecond\` ${TARGET}, with batches of ${batch}, bear ${atLeast(senders * borneBySender(bulk, batch), TARGET)} a second. So the turns that`,
    `they have at the channel are the narrowest place. On this machine they sent ${bulk.perSecond.toFixed(0)} a second.`,
    '',
    `The API door (\`POST /invitations\`): a call takes about ${callMs.toFixed(0)} ms, so ${TARGET} a second keep ${Math.ceil((TARGET * callMs) / 1000)} instances of \`send-flow\` busy, and the`,
    'gateway lets 200 a second through.',
  ];
}

/** The section of the report. */
export function reportThroughput(throughput: Throughput): string {
  const memoryMb = memoryOf('reconcile');
  return [
    '## Throughput',
    '',
    `Can the stack follow ${TARGET} invitations a second, hour after hour? Each is due for a check a minute after it was sent. So each`,
    `minute brings ${(TARGET * SECONDS).toLocaleString('en')}, and no backlog grows if they are worked off within a minute.`,
    '',
    'The deployed bundles run in processes of their own, and their calls and their processor time are measured. The table is in',
    `memory and answers each call after ${TABLE_CALL_MS} ms, the provider after ${PROVIDER_CALL_MS} ms; both bear any number of calls at once. What a run bears`,
    `on Lambda is reckoned from that: it works on ${ITEMS_AT_ONCE} invitations at the same time, each of which waits as often as it calls, and it`,
    `has ${(100 * shareOf(memoryMb)).toFixed(0)} % of a processor (${memoryMb} MB). Each call of the provider counts ${HANDSHAKE_CPU_MS} ms of the processor more for TLS, which is an assumption.`,
    '',
    reckoned(throughput),
    '',
    `The same on this machine, whose processors the runs, the table and the provider share, with whatever else runs there:`,
    `${INVITATIONS.toLocaleString('en')} invitations are due at once. "One run" takes one shard after the other.`,
    '',
    measured(throughput),
    '',
    ...doors(throughput),
    '',
    'Not in it: the delay of an index; cold starts; throttling by the table, by Lambda or by the provider; retries, which keep to',
    'the rate of the channel; the readers of the stream and the webhooks, which have instances of their own; an account that',
    'Lambda limits to 10 instances, which cannot do this. No hour was measured.',
  ].join('\n');
}
