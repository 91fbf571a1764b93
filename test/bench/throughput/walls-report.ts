import { CALLS_AT_ONCE, ENTRIES_PER_CALL } from '../../../functions/shared/bus/event-bus.ts';
import { SETTLED_AT_ONCE } from '../../../functions/shared/operations/booking/settle-changed-bookings.ts';
import { DUE_SHARDS } from '../../../functions/shared/store/table/keys.ts';
import { memoryOf } from '../../../infra/constructs/memory.ts';
import { type WorkAtOnce, workAtOnce } from '../../../infra/constructs/work-at-once.ts';
import { WEBHOOK_LIMIT } from '../../../infra/parts/api-routes.ts';
import { BUS_CALL_MS, SHARDS } from '../cost-model.ts';
import { tableOf } from '../figures.ts';
import { BATCH } from '../one-booking.ts';
import { atLeast, borneByRun, borneBySender, cpuOf, shareOf, waitsOf } from './capacity.ts';
import { TARGET, type Throughput } from './measure.ts';
import type { Demand } from './walls.ts';

/**
 * What one partition of a table or an index writes in a second, and a new table or index on demand: AWS's developer guide,
 * bp-partition-key-design.html, read in November 2026.
 */
const PARTITION_UNITS = 1_000;
const NEW_TABLE_UNITS = PARTITION_UNITS * SHARDS;
/**
 * Events that a bus of a region with the smallest quota brings to targets in a second (eu-south-1 is one; eu-west-1 has
 * 18,750), and the targets of one booking in a stack that has everything: its request, the customer, two for the staff, the
 * CRM. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const SMALLEST_BUS = 750;
const TARGETS_OF_A_BOOKING = 5;

const ofConcurrency = (concurrency: 'new-account' | 'standard'): WorkAtOnce =>
  workAtOnce({ concurrency, sending: { maxAttempts: 1, perSecond: TARGET } });
const [NEW_ACCOUNT, STANDARD] = [ofConcurrency('new-account'), ofConcurrency('standard')];

/** Bookings a second of which one shard's facts are announced, with so many calls of the bus at the same time. */
function announcedByShard({ announced: { records, events, cpuMsOfRecord } }: Demand, callsAtOnce: number): number {
  const calls = Math.ceil((BATCH * events) / records / ENTRIES_PER_CALL);
  const waitsMs = Math.ceil(calls / callsAtOnce) * BUS_CALL_MS;
  const batchMs = (BATCH * cpuMsOfRecord) / shareOf(memoryOf('publish-events')) + waitsMs;
  return (1000 * BATCH) / batchMs / records;
}

function settledByBatch({ settled }: Demand): number {
  const byProcessor = (1000 * shareOf(memoryOf('settle-bookings'))) / cpuOf(settled);
  return Math.min((1000 * SETTLED_AT_ONCE) / waitsOf(settled), byProcessor);
}

const toldByWorker = ({ told }: Demand): number =>
  1000 / (waitsOf(told) + cpuOf(told) / shareOf(memoryOf('tell-customer')));

/** A part that all bookings share, what it bears, and what moves the wall. */
type Wall = { part: string; takes: string; newAccount: number; standard: number; remedy: string };

function wallsOf({ demand, backlogs, bulk }: Throughput): Wall[] {
  const { announced, settled, told, units, webhooks } = demand;
  const alike = (perSecond: number) => ({ newAccount: perSecond, standard: perSecond });
  const reconciled = borneByRun(backlogs.get('reported by webhook') ?? bulk);
  const sent = borneBySender(bulk);
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return [
    {
      part: 'invitations sent in bulk',
      takes: `${ms(cpuOf(bulk))} of the processor`,
      newAccount: NEW_ACCOUNT.senders * sent,
      standard: STANDARD.senders * sent,
      remedy: 'more senders (`work-at-once.ts`)',
    },
    {
      part: 'due items looked at',
      takes: `${waitsOf(backlogs.get('reported by webhook') ?? bulk)} ms of waiting`,
      newAccount: reconciled,
      standard: DUE_SHARDS * reconciled,
      remedy: 'more memory, more shards',
    },
    {
      part: 'facts announced',
      takes: `${announced.records.toFixed(1)} records, ${announced.events.toFixed(1)} events`,
      ...alike(SHARDS * announcedByShard(demand, CALLS_AT_ONCE)),
      remedy: 'a parallelization factor',
    },
    {
      part: 'bookings settled',
      takes: `${ms(cpuOf(settled))} of the processor, ${settled.tableCalls.toFixed(1)} calls`,
      newAccount: SHARDS * NEW_ACCOUNT.settledOfShard * settledByBatch(demand),
      standard: SHARDS * STANDARD.settledOfShard * settledByBatch(demand),
      remedy: 'a higher parallelization factor (10 at most)',
    },
    {
      part: 'customers told',
      takes: `${waitsOf(told).toFixed(0)} ms of waiting, ${ms(cpuOf(told))} of the processor`,
      newAccount: NEW_ACCOUNT.tellers * toldByWorker(demand),
      standard: STANDARD.tellers * toldByWorker(demand),
      remedy: 'more tellers (`work-at-once.ts`)',
    },
    {
      part: 'a new table',
      takes: `${units.table.toFixed(1)} write units`,
      ...alike(NEW_TABLE_UNITS / units.table),
      remedy: 'it grows with use; `aws dynamodb update-table --warm-throughput` before a campaign',
    },
    {
      part: 'the `due` index',
      takes: `${units.due.toFixed(1)} write units in ${DUE_SHARDS} partitions`,
      ...alike((DUE_SHARDS * PARTITION_UNITS) / units.due),
      remedy: 'more shards (`DUE_SHARDS`)',
    },
    {
      part: 'a day of the `worklist` index',
      takes: `${units.worklist.toFixed(1)} write units in one partition`,
      ...alike(PARTITION_UNITS / units.worklist),
      remedy: 'a shard number in `worklistDay`',
    },
    {
      part: 'the route of the only webhook URL',
      takes: `${webhooks} webhooks`,
      ...alike(WEBHOOK_LIMIT.rateLimit / webhooks),
      remedy: 'three URLs; `WEBHOOK_LIMIT`',
    },
    {
      part: 'the bus, in a region with the smallest quota',
      takes: `${TARGETS_OF_A_BOOKING} targets`,
      ...alike(SMALLEST_BUS / TARGETS_OF_A_BOOKING),
      remedy: 'events come late, none is lost; a higher quota from AWS',
    },
  ];
}

const rounded = (perSecond: number) => Math.round(perSecond).toLocaleString('en');

/** What each shared part bears, and which parts give way next. */
export function reportWalls(throughput: Throughput): string[] {
  const { demand } = throughput;
  const walls = wallsOf(throughput).toSorted((one, other) => one.standard - other.standard);
  const next = walls.filter(({ standard }) => standard >= TARGET).slice(0, 3);
  const oneByOne = SHARDS * announcedByShard(demand, 1);
  return [
    '### The next walls',
    '',
    `Invitations a second, each of which becomes a booking with all of its webhooks: ${TARGET} a second are ${TARGET * demand.webhooks} webhook events a second.`,
    `The stream has ${SHARDS} shards, as that of a new table has. \`"concurrency": "standard"\` is for accounts that run hundreds of functions at`,
    `once, \`"new-account"\`, which is the default, for those that run ten.`,
    '',
    tableOf(
      ['', 'one of them takes', 'new account, a second', 'standard, a second', 'what moves it'],
      walls.map(({ part, takes, newAccount, standard, remedy }) => [
        part,
        takes,
        rounded(newAccount),
        atLeast(standard, TARGET),
        remedy,
      ]),
    ),
    '',
    `With all of it, the next three walls are: ${next.map(({ part, standard }) => `${part} (${rounded(standard)} a second)`).join(', ')}.`,
    `Facts are announced by ${CALLS_AT_ONCE} calls of the bus at the same time; with one after the other it would be ${rounded(oneByOne)} a second. The channel itself`,
    'bears less than all of this, if customers are told as well: a confirmation is a message like an invitation.',
  ];
}
