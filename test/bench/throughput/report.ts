import { cpus } from 'node:os';
import { ITEMS_AT_ONCE } from '../../../functions/shared/operations/reconcile/reconcile.ts';
import { DUE_SHARDS } from '../../../functions/shared/store/table/keys.ts';
import { memoryOf } from '../../../infra/constructs/memory.ts';
import { PROVIDER_CALL_MS, TABLE_CALL_MS } from '../cost-model.ts';
import { tableOf } from '../figures.ts';
import { atLeast, borneByRun, borneBySender, cpuOf, HANDSHAKE_CPU_MS, shareOf, waitsOf } from './capacity.ts';
import { COMPARED, SENDERS, SENDING, STRETCH, TARGET, type Throughput } from './measure.ts';
import { reportWalls } from './walls-report.ts';

const SECONDS = 60;

function reckoned({ backlogs }: Throughput): string {
  const rows = [...backlogs].map(([backlog, taken]) => {
    const each = borneByRun(taken);
    return [
      backlog,
      taken.tableCalls.toFixed(1),
      taken.providerCalls.toFixed(1),
      waitsOf(taken).toFixed(0),
      cpuOf(taken).toFixed(1),
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
      'one run in all, a second',
      'a run for each shard, a second',
      'seconds for those of a minute',
    ],
    rows,
  );
}

const compared = ({ comparisons }: Throughput): string =>
  tableOf(
    ['deliveries', 'one run in all, a second', 'a run for each shard, a second', 'ratio'],
    [...comparisons].map(([backlog, { inOne, byShard }]) => [
      backlog,
      inOne.toFixed(1),
      byShard.toFixed(1),
      (byShard / inOne).toFixed(1),
    ]),
  );

function doors({ bulk }: Throughput): string[] {
  const { senders, batch, intervalMs } = SENDING;
  const callMs = waitsOf(bulk) + cpuOf(bulk) / shareOf(memoryOf('send-flow'));
  return [
    `The bulk door (\`send-requested-flow\`): a send takes ${bulk.tableCalls.toFixed(1)} calls of the table, one of the provider and ${cpuOf(bulk).toFixed(1)} ms of the`,
    `processor. By the same reckoning the ${senders} senders for \`sending.perSecond\` ${TARGET}, with batches of ${batch}, bear ${atLeast(senders * borneBySender(bulk), TARGET)} a second.`,
    `Where that is more than their turns at the channel allow, the turns are the narrowest place. ${SENDERS} senders with turns for ${(1000 / intervalMs).toFixed(1)} a second each were measured: they sent ${bulk.perSender.toFixed(1)} each.`,
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
    `on Lambda is reckoned from that: it works on ${ITEMS_AT_ONCE} invitations at the same time, each of which waits for its calls one by one,`,
    `and it has ${(100 * shareOf(memoryMb)).toFixed(0)} % of a processor (${memoryMb} MB). A call of the provider counts ${HANDSHAKE_CPU_MS} ms of the processor more for TLS, which is an`,
    `assumption. On a busy machine the processor time comes out too high and the rates too low: the load was ${throughput.load.toFixed(0)} on ${cpus().length} processors.`,
    '',
    reckoned(throughput),
    '',
    `One run and a run for each shard, by the clock: ${COMPARED} invitations are due at once, and all waits are ${STRETCH} times as long, so that`,
    'the processors of this machine, which all runs share, decide little, as long as nothing else wants them. "One run" takes one',
    'shard after the other.',
    '',
    compared(throughput),
    '',
    ...doors(throughput),
    '',
    ...reportWalls(throughput),
    '',
    'Not in it: the delay of an index; cold starts; throttling by the table, by Lambda or by the provider; retries, which keep to',
    'the rate of the channel. No hour was measured.',
  ].join('\n');
}
