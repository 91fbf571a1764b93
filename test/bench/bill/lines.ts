import type { FunctionName } from '../../../infra/bundling.ts';
import { memoryOf } from '../../../infra/constructs/memory.ts';
import { FREE, PRICES } from '../../../infra/prices.ts';
import { accessLogBytes, billedMs, REQUESTS_OF_AN_EVENT, runsIn, type Share, waitsOf } from '../cost-model.ts';
import type { StreamReader } from '../stream-readers.ts';

/** What Lambda writes itself about runs that succeed, where the template says so. */
export const OWN_LINES = "logs: Lambda's own lines";

/** What the functions write for CloudWatch to make metrics of, where the stack has any. */
export const METRIC_LINES = 'logs: lines that carry metrics';

/** Writes that only happen while a desk is open. */
export const TOLD_DESKS = 'writes: what tells open desks';

export type Meter = keyof typeof PRICES;

/** What is counted of one thing: so much of a meter. `item` is the name under which the bill shows it. */
export type Line = { item: string; meter: Meter; quantity: number };

/** Lambda's JSON log lines for a successful run: its start, and its report. */
const PLATFORM_LINES = [
  '{"time":"2026-11-22T10:00:00.000Z","type":"platform.start","record":{"requestId":"6d68ca91-49c9-448d-89b8-7ca3e6dc66aa","version":"$LATEST"}}',
  '{"time":"2026-11-22T10:00:00.010Z","type":"platform.report","record":{"requestId":"6d68ca91-49c9-448d-89b8-7ca3e6dc66aa","metrics":{"durationMs":9.69,"billedDurationMs":10,"memorySizeMB":512,"maxMemoryUsedMB":105},"status":"success"}}',
];
const PLATFORM_BYTES = PLATFORM_LINES.join('').length;

const GIGABYTE = 1e9;
/** What leaves AWS: the headers and the body of an answer, and a new connection with a request to the provider. */
const ANSWER_BYTES = 1_000;
const PROVIDER_CALL_BYTES = 4_000;

/** Who asks the API. */
function askerOf(name: FunctionName): string {
  if (name === 'exchange-flow-data') return 'the live form';
  if (name === 'receive-webhook' || name.startsWith('record-')) return 'webhooks';
  return name === 'send-flow' ? 'invitations' : 'desks';
}

const KINDS: Record<string, string> = {
  invitation: 'invitations and bookings',
  day: "resources' days",
  message: 'messages',
  notice: 'notices',
  reminder: 'reminders',
  chat: 'chats',
  name: 'names',
};

/** The lines of one run, as often as it happens. `tellingRuns`: its part of the runs that write a line about their batch. */
function linesOfStep(step: Step, times: number, runs: number, tellingRuns: number): Line[] {
  const { name, by } = step;
  const memoryMb = memoryOf(name);
  const ms = billedMs(step.cpuMs / runs, waitsOf(step), memoryMb) * runs;
  const perRun = by === 'http' ? accessLogBytes(name) : 0;
  const sent = (by === 'http' ? ANSWER_BYTES : 0) + step.providerCalls * PROVIDER_CALL_BYTES;
  const lines: Line[] = [
    { item: `Lambda: ${name}`, meter: 'lambdaRequest', quantity: runs },
    { item: `Lambda: ${name}`, meter: 'lambdaGbSecond', quantity: (ms / 1000) * (memoryMb / 1024) },
    { item: `reads: ${name}`, meter: 'readUnit', quantity: step.readUnits },
    { item: 'reads: what tells open desks', meter: 'readUnit', quantity: step.changeReads * runs },
    { item: TOLD_DESKS, meter: 'writeUnit', quantity: step.changeUnits * runs },
    ...step.written
      .filter(({ type }) => type !== 'changes')
      .map(({ type, table, indexes }) => ({
        item: `writes: ${KINDS[type] ?? 'all others'}`,
        meter: 'writeUnit' as const,
        quantity: table + indexes,
      })),
    { item: 'events on the bus', meter: 'busEvent', quantity: step.announced },
    {
      item: "logs: the functions' lines",
      meter: 'loggedGigabyte',
      quantity: (step.loggedBytes - step.metricBytes - step.batchLineBytes * (1 - tellingRuns)) / GIGABYTE,
    },
    { item: METRIC_LINES, meter: 'loggedGigabyte', quantity: step.metricBytes / GIGABYTE },
    { item: OWN_LINES, meter: 'loggedGigabyte', quantity: (PLATFORM_BYTES * runs) / GIGABYTE },
    { item: 'logs: requests', meter: 'loggedGigabyte', quantity: perRun / GIGABYTE },
    { item: 'traffic', meter: 'sentGigabyte', quantity: sent / GIGABYTE },
    ...(by === 'http' ? [{ item: `requests: ${askerOf(name)}`, meter: 'httpApiRequest' as const, quantity: 1 }] : []),
    ...(by === 'queue'
      ? [{ item: 'queues: events', meter: 'queueRequest' as const, quantity: REQUESTS_OF_AN_EVENT }]
      : []),
  ];
  return lines.map((line) => ({ ...line, quantity: line.quantity * times }));
}

type Step = Share['step'];

/** The lines of steps, each of which happens `part` times for each of so many bookings. */
export function linesOfShares(shares: readonly Share[], readers: readonly StreamReader[], bookings: number): Line[] {
  const runsOf = runsIn(shares, readers, bookings);
  const telling = shares.filter(({ step }) => step.batchLineBytes > 0);
  const tellingRunsOf = runsIn(telling, readers, bookings);
  return shares.flatMap(({ step, part }) => linesOfStep(step, part * bookings, runsOf(step), tellingRunsOf(step)));
}

const dollarsOf = ({ meter, quantity }: Pick<Line, 'meter' | 'quantity'>): number => quantity * PRICES[meter];

/** Dollars by item, dearest first. Items of the logs have what keeping them for a month costs. */
export function itemsOf(lines: readonly Line[]): [item: string, dollars: number][] {
  const items = new Map<string, number>();
  for (const line of lines) items.set(line.item, (items.get(line.item) ?? 0) + dollarsOf(line));
  return [...items].toSorted(([, one], [, other]) => other - one);
}

/** Dollars of all lines, and what is left of them where no other stack of the account uses what AWS gives for nothing. */
export function totalsOf(lines: readonly Line[]): { full: number; withFree: number } {
  const meters = Map.groupBy(lines, ({ meter }) => meter);
  const free: Partial<Record<Meter, number>> = FREE;
  let [full, withFree] = [0, 0];
  for (const [meter, own] of meters) {
    const quantity = own.reduce((sum, line) => sum + line.quantity, 0);
    full += dollarsOf({ meter, quantity });
    withFree += dollarsOf({ meter, quantity: Math.max(0, quantity - (free[meter] ?? 0)) });
  }
  return { full, withFree };
}
