import type { FunctionName } from '../../infra/bundling.ts';
import { burst, heldBy } from './burst.ts';
import {
  BOOKINGS_PER_RUN,
  BUS_CALL_MS,
  type Cost,
  changeUnitsOf,
  costOf,
  type Difference,
  OURS,
  PROVIDER_CALL_MS,
  runsForEach,
  SERVICES,
  SHARDS,
  type Share,
  sum,
  TABLE_CALL_MS,
} from './cost-model.ts';
import { against, figureOf, tableOf } from './figures.ts';
import { type Held, reportMemory } from './memory.ts';
import { type Step, startBooking, type Urls } from './one-booking.ts';
import type { StreamReader } from './stream-readers.ts';

const WARM_UP = 12;
const ROUNDS = 9;
const WARM_UP_OF_FOLLOWING = 1;
const ROUNDS_OF_FOLLOWING = 3;

const LIMITS: Record<Urls, number> = { three: 35, one: 25 };

/** The same steps, each with its median CPU time. */
function middleOf(runs: Step[][]): Step[] {
  const [first = []] = runs;
  return first.map((step, index) => ({
    ...step,
    cpuMs: figureOf(runs.flatMap((run) => run[index]?.cpuMs ?? [])).median,
  }));
}

export type Costs = {
  /** The steps of one booking. */
  bookings: Record<Urls, Step[]>;
  /** The steps of one check of all invitations of a minute. */
  following: Step[];
  readers: StreamReader[];
  held: Held;
};

/** Books with the deployed functions until they are warm, then counts and measures. */
export async function measureCosts(bundles: string): Promise<Costs> {
  const booking = await startBooking(bundles);
  const looks: Step[][] = [];
  const runs: Record<Urls, Step[][]> = { three: [], one: [] };
  try {
    const loaded = await heldBy(booking);
    for (let round = 0; round < WARM_UP_OF_FOLLOWING + ROUNDS_OF_FOLLOWING; round++) {
      const steps = await booking.follow(BOOKINGS_PER_RUN);
      if (round >= WARM_UP_OF_FOLLOWING) looks.push(steps);
    }
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      for (const urls of ['three', 'one'] as const) {
        const steps = await booking.book(urls);
        if (round >= WARM_UP) runs[urls].push(steps);
      }
    }
    const booked = await heldBy(booking);
    await burst(booking);
    const afterBurst = await heldBy(booking);
    return {
      bookings: { three: middleOf(runs.three), one: middleOf(runs.one) },
      following: middleOf(looks),
      readers: booking.readers,
      held: { loaded, booked, burst: afterBurst, firstRunMs: booking.firstRunMs },
    };
  } finally {
    await booking.stop();
  }
}

/** The full cost of one booking: its own steps, and its share of the following check. */
const sharesOf = ({ bookings, following }: Costs, urls: Urls): Share[] => [
  ...bookings[urls].map((step) => ({ step, part: 1 })),
  ...following.map((step) => ({ step, part: 1 / BOOKINGS_PER_RUN })),
];

const dollars = (cost: number) => (cost * 1e6).toFixed(2);
const totalOf = (cost: Cost) => sum(Object.values(cost)) * 1e6;

const callsOf = ({ tableCalls }: Step) =>
  Object.entries(tableCalls)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ') || 'none';

/** A row for each kind of step: the same function with the same calls. */
function stepRows(shares: Share[]): string[][] {
  const kinds = new Map<string, { name: FunctionName; first: Step; parts: number; cpuMs: number[] }>();
  for (const { step, part } of shares) {
    const key = `${step.name} ${callsOf(step)} ${step.writeUnits} ${step.announced}`;
    const kind = kinds.get(key) ?? { name: step.name, first: step, parts: 0, cpuMs: [] };
    kind.cpuMs.push(step.cpuMs);
    kinds.set(key, { ...kind, parts: kind.parts + part });
  }
  return [...kinds.values()].map(({ name, first, parts, cpuMs }) => [
    name,
    parts > 0.99 ? parts.toFixed(0) : `1/${Math.round(1 / parts)}`,
    callsOf(first),
    String(first.readUnits),
    String(first.writeUnits + first.changeUnits),
    String(first.providerCalls),
    String(first.announced),
    figureOf(cpuMs).median.toFixed(1),
  ]);
}

/** Which functions share runs, and each one's share: "0.73 runs of `publish-events`, which gathers them for 1 s". */
const shared = (shares: Share[], readers: StreamReader[]): string =>
  readers
    .filter(({ windowSeconds }) => windowSeconds > 0)
    .map((reader) => {
      const runs = runsForEach(shares, reader).toFixed(2);
      return `${runs} runs of \`${reader.name}\`, which waits ${reader.windowSeconds} s for them`;
    })
    .join(', ');

/** Why a target is missed: the costs before any function runs. */
function whyMissed(costs: [Urls, Cost][]): string[] {
  const missed = costs.filter(([urls, cost]) => totalOf(cost) > LIMITS[urls]);
  if (missed.length === 0) return [];
  const parts = missed.map(([urls, cost]) => {
    const asked = cost['API Gateway'] + cost.DynamoDB + cost.EventBridge;
    return `$${dollars(asked)} with ${urls === 'one' ? 'one URL' : 'three URLs'}`;
  });
  return [
    `Of what is missed, requests, write and read units and events take ${parts.join(' and ')} before any function runs.`,
    'What would reach the targets, and what that would take away, is in docs/decisions/0016-cost.md.',
    '',
  ];
}

/**
 * The sections of the report. `cpuRatio` is how many times the processor time the reference takes for one event; it is
 * reckoned with the same table and events, and two writes more for each event that writes, to its table of idempotency.
 */
export function reportCosts(costs: Costs, cpuRatio: number): string {
  const [three, one] = [sharesOf(costs, 'three'), sharesOf(costs, 'one')];
  const reference: Difference = { cpuFactor: cpuRatio, moreUnits: 2, moreCalls: 2 };
  const ours: [Urls, Cost][] = [
    ['three', costOf(three, costs.readers, OURS)],
    ['one', costOf(one, costs.readers, OURS)],
  ];
  const theirs = [costOf(three, costs.readers, reference), costOf(one, costs.readers, reference)];
  const columns = [...ours.map(([, cost]) => cost), ...theirs];
  const unitsBy = (isStream: boolean) =>
    sum(costs.bookings.three.filter(({ by }) => (by === 'stream') === isStream).map(({ writeUnits }) => writeUnits));
  const followingUnits = sum(costs.following.map(({ writeUnits }) => writeUnits)) / BOOKINGS_PER_RUN;
  return [
    '## Calls and cost',
    '',
    `One booking (asked for, sent, delivered, read, completed with a form of 1 KB) takes ${against(unitsBy(false), 16, 0)} write units,`,
    `the claim of its time behind the stream ${unitsBy(true)} more, and the look at it a minute after it was sent ${followingUnits.toFixed(0)}. To count what`,
    `changed, for open desks, takes ${changeUnitsOf(three, costs.readers).toFixed(1)} at the rate of a million bookings a month. With three webhook URLs these run, \`reconcile\` once a minute in`,
    `each shard for the ${BOOKINGS_PER_RUN} invitations of that minute:`,
    '',
    tableOf(
      ['function', 'times', 'table calls', 'read units', 'write units', 'provider calls', 'bus events', 'CPU ms'],
      stepRows(three),
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
          ...ours.map(([urls, cost]) => against(totalOf(cost), LIMITS[urls])),
          ...theirs.map((cost) => totalOf(cost).toFixed(2)),
        ],
      ],
    ),
    '',
    ...whyMissed(ours),
    `Reckoned with the memory of infra/constructs/memory.ts on arm64, each run billed in whole milliseconds, ${TABLE_CALL_MS} ms for a call of the`,
    `table, ${BUS_CALL_MS} ms of the bus and ${PROVIDER_CALL_MS} ms of the provider. The log is what the functions write, and a line of the`,
    'access log for each request. Records of the stream that come to a shard within the time a function waits for them share',
    `a run: with ${SHARDS} shards and records at random at the month's mean rate (a busier hour shares more), each record makes`,
    `${shared(three, costs.readers)}.`,
    'The reference has the same wiring and settings; it differs by its processor time and its writes.',
    'Not counted: storage, traffic, alarms and metrics, cold starts, the hourly watch, whose cost does not follow the bookings, and',
    'what only some contracts have: mail to the staff, a CRM, and what "A notice and a reminder" adds.',
    '',
    'The provider posts each event to every URL, and each post is a request to the gateway and an invocation, also where it is',
    'ignored without a call: that is what one URL saves.',
    '',
    reportMemory(three, costs.held),
  ].join('\n');
}
