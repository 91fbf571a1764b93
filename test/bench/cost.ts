import type { FunctionName } from '../../infra/bundling.ts';
import { memoryOf, WHOLE_PROCESSOR_MB } from '../../infra/constructs/memory.ts';
import { against, figureOf, tableOf } from './figures.ts';
import { type Step, startBooking, type Urls } from './one-booking.ts';
import { PRICES } from './prices.ts';

const WARM_UP = 12;
const ROUNDS = 9;

/** What a function waits for, in ms: typical of one region, and of the provider. */
const TABLE_CALL_MS = 6;
const BUS_CALL_MS = 10;
const PROVIDER_CALL_MS = 300;
/** What Lambda logs of every invocation: START, END and REPORT. */
const PLATFORM_LOG_BYTES = 330;
/** At a million bookings a month a function runs in so many processes, each of which reads its secrets every five minutes. */
const PROCESSES = 2;
const FRESH_SECONDS = 300;
const MONTH_SECONDS = 30 * 86_400;

const LIMITS: Record<Urls, number> = { three: 35, one: 25 };
const SERVICES = ['API Gateway', 'Lambda', 'DynamoDB', 'EventBridge', 'Secrets Manager', 'CloudWatch Logs'] as const;
type Service = (typeof SERVICES)[number];
type Cost = Record<Service, number>;

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** How another design differs: what its processor time is multiplied by, and what it writes more for each event. */
type Difference = { cpuFactor: number; moreUnits: number; moreCalls: number };
const OURS: Difference = { cpuFactor: 1, moreUnits: 0, moreCalls: 0 };

const isWrite = ({ byHttp, writeUnits }: Step): boolean => byHttp && writeUnits > 0;

/** The billed GB-seconds of one invocation: what it takes of its share of a processor, and what it waits for. */
function gbSecondsOf(step: Step, { cpuFactor, moreCalls }: Difference): number {
  const { name, byHttp, cpuMs, tableCalls, providerCalls, announced } = step;
  const memoryMb = memoryOf(name);
  const calls = sum(Object.values(tableCalls)) + (isWrite(step) ? moreCalls : 0);
  const waits = calls * TABLE_CALL_MS + announced * BUS_CALL_MS + providerCalls * PROVIDER_CALL_MS;
  const works = (cpuMs * (byHttp ? cpuFactor : 1)) / (memoryMb / WHOLE_PROCESSOR_MB);
  return (Math.ceil(works + waits) / 1000) * (memoryMb / 1024);
}

/** Two secrets, and their reads, which do not follow the bookings: who sends reads both, a webhook the root only. */
function secretsPerMonth(names: Set<FunctionName>): number {
  const reads = sum([...names].map((name) => (name === 'send-flow' ? 2 : 1)));
  return 2 * PRICES.secretMonth + reads * PROCESSES * (MONTH_SECONDS / FRESH_SECONDS) * PRICES.secretRead;
}

function costOf(steps: Step[], difference: Difference): Cost {
  const http = steps.filter(({ byHttp }) => byHttp);
  const writing = steps.filter(isWrite);
  const gbSeconds = sum(steps.map((step) => gbSecondsOf(step, difference)));
  const units = sum(steps.map(({ writeUnits }) => writeUnits)) + writing.length * difference.moreUnits;
  const reads = sum(
    steps.map(({ tableCalls: { GetItem = 0, BatchGetItem = 0, Query = 0 } }) => GetItem + BatchGetItem + Query),
  );
  const gigabytes = (steps.length * PLATFORM_LOG_BYTES + sum(steps.map(({ loggedBytes }) => loggedBytes))) / 1e9;
  return {
    'API Gateway': http.length * PRICES.httpApiRequest,
    Lambda: steps.length * PRICES.lambdaRequest + gbSeconds * PRICES.lambdaGbSecond,
    DynamoDB: units * PRICES.writeUnit + reads * PRICES.readUnit,
    EventBridge: sum(steps.map(({ announced }) => announced)) * PRICES.busEvent,
    'Secrets Manager': secretsPerMonth(new Set(http.map(({ name }) => name))) / 1e6,
    'CloudWatch Logs': gigabytes * PRICES.loggedGigabyte,
  };
}

/** The same steps, each with the middle of the processor times it took. */
function middleOf(runs: Step[][]): Step[] {
  const [first = []] = runs;
  return first.map((step, index) => ({
    ...step,
    cpuMs: figureOf(runs.flatMap((run) => run[index]?.cpuMs ?? [])).median,
  }));
}

export type Costs = Record<Urls, { steps: Step[] }>;

/** Books with the deployed functions until they are warm, then counts and measures. */
export async function measureCosts(bundles: string): Promise<Costs> {
  const booking = await startBooking(bundles);
  const runs: Record<Urls, Step[][]> = { three: [], one: [] };
  try {
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      for (const urls of ['three', 'one'] as const) {
        const steps = await booking.book(urls);
        if (round >= WARM_UP) runs[urls].push(steps);
      }
    }
  } finally {
    await booking.stop();
  }
  return { three: { steps: middleOf(runs.three) }, one: { steps: middleOf(runs.one) } };
}

const dollars = (cost: number) => (cost * 1e6).toFixed(2);

const callsOf = ({ tableCalls }: Step) =>
  Object.entries(tableCalls)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ') || 'none';

function stepRows(steps: Step[]): string[][] {
  const seen = new Map<string, { name: FunctionName; step: Step; times: number }>();
  for (const step of steps) {
    const key = `${step.name} ${callsOf(step)} ${step.writeUnits} ${step.announced}`;
    const known = seen.get(key);
    seen.set(key, { name: step.name, step: known?.step ?? step, times: (known?.times ?? 0) + 1 });
  }
  return [...seen.values()].map(({ name, step, times }) => [
    name,
    String(times),
    callsOf(step),
    String(step.writeUnits),
    String(step.providerCalls),
    String(step.announced),
    step.cpuMs.toFixed(1),
  ]);
}

/**
 * The section of the report. `cpuRatio` is how many times the processor time the reference takes for one event; it is
 * reckoned with the same table and events, and two writes more for each event that writes, to its table of idempotency.
 */
export function reportCosts({ three, one }: Costs, cpuRatio: number): string {
  const reference: Difference = { cpuFactor: cpuRatio, moreUnits: 2, moreCalls: 2 };
  const columns = [
    costOf(three.steps, OURS),
    costOf(one.steps, OURS),
    costOf(three.steps, reference),
    costOf(one.steps, reference),
  ];
  const totals = columns.map((cost) => sum(Object.values(cost)));
  const unitsOf = (steps: Step[]) => sum(steps.map(({ writeUnits }) => writeUnits));
  return [
    '## Calls and cost',
    '',
    `One booking (asked for, sent, delivered, read, completed with a form of 1 KB) takes ${against(unitsOf(three.steps), 16, 0)}`,
    'write units. With three webhook URLs these run:',
    '',
    tableOf(
      ['function', 'times', 'table calls', 'write units', 'provider calls', 'bus events', 'CPU ms'],
      stepRows(three.steps),
    ),
    '',
    'US dollars for a million bookings in a month, at list prices of us-east-1, without free tiers:',
    '',
    tableOf(
      ['service', 'three URLs', 'one URL', 'reference, three URLs', 'reference, one URL'],
      [
        ...SERVICES.map((service) => [service, ...columns.map((cost) => dollars(cost[service]))]),
        [
          '**all**',
          against((totals[0] ?? 0) * 1e6, LIMITS.three),
          against((totals[1] ?? 0) * 1e6, LIMITS.one),
          ...totals.slice(2).map(dollars),
        ],
      ],
    ),
    '',
    `Reckoned with the memory of infra/constructs/memory.ts on arm64, ${TABLE_CALL_MS} ms for a call of the table, ${BUS_CALL_MS} ms of the bus and ${PROVIDER_CALL_MS} ms of the provider, and`,
    'one invocation for each record of the stream, which is more than there are when it is busy. Not counted: storage,',
    'traffic, alarms and metrics, whose cost does not follow the bookings, and what only some contracts have (confirmations,',
    'mail to the staff, a CRM).',
    '',
    'The provider posts each event to every URL, and each post is a request to the gateway and an invocation, also where it is',
    'ignored without a call: that is what one URL saves. Lambda and its log lines cost by the invocation, not by the',
    'millisecond. What is left to take away is in the stream: two of the records that wake `publish-events` hold no news',
    '(a claim, a link), and records that came together would share an invocation.',
  ].join('\n');
}
