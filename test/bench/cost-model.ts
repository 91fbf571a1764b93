import { ITEMS_AT_ONCE } from '../../functions/shared/operations/reconcile/reconcile.ts';
import { DUE_SHARDS } from '../../functions/shared/store/table/keys.ts';
import type { FunctionName } from '../../infra/bundling.ts';
import { ACCESS_LOG_LINE } from '../../infra/constructs/http-api.ts';
import { memoryOf, WHOLE_PROCESSOR_MB } from '../../infra/constructs/memory.ts';
import { PRICES } from '../../infra/prices.ts';
import type { Step } from './one-booking.ts';
import type { StreamReader } from './stream-readers.ts';

/** Waiting times of a function in ms: typical values for calls within one region, and for the provider. */
export const TABLE_CALL_MS = 6;
export const BUS_CALL_MS = 10;
export const PROVIDER_CALL_MS = 300;
/** What a shard of `reconcile` sends waits for its turn at the shipped contract's rate (functions/reconcile/handler.ts). */
export const TURN_MS = 200;

export const BOOKINGS = 1e6;
export const MONTH_SECONDS = 30 * 86_400;
/** The runs of `reconcile` in one minute check one minute's invitations. */
export const BOOKINGS_PER_RUN = Math.round(BOOKINGS / (MONTH_SECONDS / 60));
/** A table on demand begins with capacity for 4,000 writes a second, 1,000 to a partition, and its stream has a shard for each. */
export const SHARDS = 4;

/** How many secrets a function reads, in how many processes at that rate, every five minutes. */
export const FRESH_SECONDS = 300;
const SECRETS: Partial<Record<FunctionName, { secrets: number; processes: number }>> = {
  'send-flow': { secrets: 2, processes: 2 },
  reconcile: { secrets: 2, processes: DUE_SHARDS },
};
const ROOT_ONLY = { secrets: 1, processes: 2 };
export const secretsOf = (name: FunctionName) => SECRETS[name] ?? ROOT_ONLY;

const ROUTES: Partial<Record<FunctionName, string>> = {
  'send-flow': 'POST /invitations',
  'record-inbound-message': 'POST /webhooks/{secret}/messages',
  'record-delivery-status': 'POST /webhooks/{secret}/delivery',
  'record-flow-completion': 'POST /webhooks/{secret}/flow-completion',
  'receive-webhook': 'POST /webhooks/{secret}',
  'exchange-flow-data': 'POST /flows/{secret}',
};

/** An event in a queue is sent, received and deleted. */
export const REQUESTS_OF_AN_EVENT = 3;

export const SERVICES = [
  'API Gateway',
  'Lambda',
  'DynamoDB',
  'EventBridge',
  'SQS',
  'Secrets Manager',
  'CloudWatch Logs',
] as const;
export type Cost = Record<(typeof SERVICES)[number], number>;

export const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A step, and one booking's share of it. */
export type Share = { step: Step; part: number };

/** Another design's difference: a factor for the CPU time, and additional writes per event. */
export type Difference = { cpuFactor: number; moreUnits: number; moreCalls: number };

/** No other design. */
export const OURS: Difference = { cpuFactor: 1, moreUnits: 0, moreCalls: 0 };

export const isWrite = ({ by, writeUnits }: Step): boolean => by === 'http' && writeUnits > 0;

/** A run's waiting time, in ms. */
export function waitsOf({ name, tableCalls, announced, providerCalls }: Step, moreCalls = 0): number {
  const calls = sum(Object.values(tableCalls)) + moreCalls;
  // `reconcile` works on several items at once, and sends while others wait for their turn; all others make one call
  // after the other. Where it sends, one run has all shards, as in a new account, and each has turns of its own.
  if (name === 'reconcile') {
    const sending = providerCalls > 0 ? (providerCalls / DUE_SHARDS) * TURN_MS + PROVIDER_CALL_MS : 0;
    return (calls / ITEMS_AT_ONCE) * TABLE_CALL_MS + sending;
  }
  return calls * TABLE_CALL_MS + (announced > 0 ? BUS_CALL_MS : 0) + providerCalls * PROVIDER_CALL_MS;
}

/** A run's billed milliseconds: its CPU time by its share of a processor, and its waiting time. */
export const billedMs = (cpuMs: number, waitsMs: number, memoryMb: number): number =>
  Math.max(1, Math.ceil(cpuMs / (memoryMb / WHOLE_PROCESSOR_MB) + waitsMs));

/**
 * The runs per stream record, at most one: records of one shard within the reader's window share a run. Records arrive
 * at random, at the month's mean rate (busier hours share more). With n records expected in a window, the expected
 * number of runs is 1 - e^-n, hence (1 - e^-n) / n per record.
 */
export function runsForEach(
  shares: readonly Share[],
  { name, windowSeconds }: StreamReader,
  bookings = BOOKINGS,
): number {
  const records = sum(shares.filter(({ step }) => step.name === name && step.by === 'stream').map(({ part }) => part));
  const expected = ((records * bookings) / MONTH_SECONDS / SHARDS) * windowSeconds;
  return expected > 0 ? (1 - Math.exp(-expected)) / expected : 1;
}

/** The runs that a booking's steps make: records of the stream share some. */
export function runsIn(
  shares: readonly Share[],
  readers: readonly StreamReader[],
  bookings = BOOKINGS,
): (step: Step) => number {
  const runs = new Map(readers.map((reader) => [reader.name, runsForEach(shares, reader, bookings)]));
  return ({ name, by }) => (by === 'stream' ? (runs.get(name) ?? 1) : 1);
}

/** The write units of one booking that count changes for open desks: one for each run that counts. */
export function changeUnitsOf(shares: Share[], readers: StreamReader[]): number {
  const runsOf = runsIn(shares, readers);
  return sum(shares.map(({ step, part }) => part * step.changeUnits * runsOf(step)));
}

/** The size in bytes of an access log line, as API Gateway writes it. */
export function accessLogBytes(name: FunctionName): number {
  const values: Record<string, string> = {
    '$context.requestId': 'JKJaXmPLvHcESHA=',
    '$context.routeKey': ROUTES[name] ?? '',
    '$context.status': '200',
    '$context.integrationStatus': '200',
    '$context.responseLatency': '25',
  };
  const filled = JSON.stringify(ACCESS_LOG_LINE).replace(/\$context\.[\w.]+/g, (variable) => {
    const value = values[variable];
    if (value === undefined) throw new Error(`The access log has ${variable}, which has no value here.`);
    return value;
  });
  return Buffer.byteLength(filled);
}

function secretsPerMonth(names: Set<FunctionName>): number {
  const reads = sum(
    [...names].map((name) => {
      const { secrets, processes } = secretsOf(name);
      return secrets * processes * (MONTH_SECONDS / FRESH_SECONDS);
    }),
  );
  return 2 * PRICES.secretMonth + reads * PRICES.secretRead;
}

/** The cost of one booking, with its share of the month's fixed costs. */
export function costOf(shares: Share[], readers: StreamReader[], difference: Difference): Cost {
  const runsOf = runsIn(shares, readers);
  const total = (of: (step: Step) => number) => sum(shares.map(({ step, part }) => part * of(step)));

  const gbSeconds = total((step) => {
    const memoryMb = memoryOf(step.name);
    const cpuMs = step.cpuMs * (step.by === 'http' ? difference.cpuFactor : 1);
    const waits = waitsOf(step, isWrite(step) ? difference.moreCalls : 0);
    const ms = billedMs(cpuMs / runsOf(step), waits, memoryMb) * runsOf(step);
    return (ms / 1000) * (memoryMb / 1024);
  });
  const logged = total((step) => {
    const access = step.by === 'http' ? accessLogBytes(step.name) : 0;
    return step.loggedBytes + access;
  });
  const units =
    total((step) => step.writeUnits + (isWrite(step) ? difference.moreUnits : 0)) + changeUnitsOf(shares, readers);
  const reading = shares.filter(({ step }) => step.by !== 'stream').map(({ step }) => step.name);
  return {
    'API Gateway': total(({ by }) => (by === 'http' ? 1 : 0)) * PRICES.httpApiRequest,
    Lambda: total(runsOf) * PRICES.lambdaRequest + gbSeconds * PRICES.lambdaGbSecond,
    DynamoDB: units * PRICES.writeUnit + total((step) => step.readUnits) * PRICES.readUnit,
    EventBridge: total(({ announced }) => announced) * PRICES.busEvent,
    SQS: total(({ by }) => (by === 'queue' ? REQUESTS_OF_AN_EVENT : 0)) * PRICES.queueRequest,
    'Secrets Manager': secretsPerMonth(new Set(reading)) / BOOKINGS,
    'CloudWatch Logs': (logged / 1e9) * PRICES.loggedGigabyte,
  };
}
