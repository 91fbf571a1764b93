import { FUNCTION_NAMES, type FunctionName } from '../../infra/bundling.ts';
import { memoryOf } from '../../infra/constructs/memory.ts';
import { PRICES } from '../../infra/prices.ts';
import { billedMs, type Share, waitsOf } from './cost-model.ts';
import { tableOf } from './figures.ts';

/** The most memory each function's process held, in MB, and the processor time of its first run, in ms. */
export type Held = {
  loaded: Map<FunctionName, number>;
  booked: Map<FunctionName, number>;
  burst: Map<FunctionName, number>;
  firstRunMs: Map<FunctionName, number>;
};

const SIZES_MB = [128, 256, 512, 1024] as const;

const NOT_RUN = '–';
const inMb = (megabytes: number | undefined) => megabytes?.toFixed(0) ?? NOT_RUN;

/** The dearest of a function's runs in a booking: what it was made for. */
function typicalRun(shares: Share[], name: FunctionName) {
  const own = shares.filter(({ step }) => step.name === name).map(({ step }) => step);
  return own.toSorted((a, b) => b.cpuMs - a.cpuMs)[0];
}

/** What a run takes and what a million of them cost, with so much memory; and the first one of a process. */
function withMemory(shares: Share[], { firstRunMs }: Held, name: FunctionName, memoryMb: number): string {
  const run = typicalRun(shares, name);
  const first = firstRunMs.get(name);
  if (!run || first === undefined) return NOT_RUN;
  const waits = waitsOf(run);
  const ms = billedMs(run.cpuMs, waits, memoryMb);
  const cost = (ms / 1000) * (memoryMb / 1024) * PRICES.lambdaGbSecond * 1e6;
  return `${billedMs(first, waits, memoryMb)} · ${ms} · ${cost.toFixed(2)}`;
}

/** The section of the report. */
export function reportMemory(shares: Share[], held: Held): string {
  const chosen = (name: FunctionName, memoryMb: number) => {
    const cell = withMemory(shares, held, name, memoryMb);
    return memoryOf(name) === memoryMb && cell !== NOT_RUN ? `**${cell}**` : cell;
  };
  return [
    '## Memory',
    '',
    'The most that the process of each function held: loaded, after bookings, and after a burst (webhooks of 1,000 statuses,',
    'batches of 100 records, 50 invitations due, full pages), with the bounds Lambda sets Node by the memory that is given. Then',
    'what other sizes would mean: the first run of a process after loading, a later one (its dearest kind), and a million of those,',
    `in ms, ms and dollars. Lambda's own part of the process is not in it; connections here are without TLS. "${NOT_RUN}": does not run in a booking.`,
    '',
    tableOf(
      ['function', 'MB loaded', 'bookings', 'burst', 'MB given', ...SIZES_MB.map((size) => `with ${size} MB`)],
      FUNCTION_NAMES.map((name) => [
        name,
        inMb(held.loaded.get(name)),
        inMb(held.booked.get(name)),
        inMb(held.burst.get(name)),
        String(memoryOf(name)),
        ...SIZES_MB.map((size) => chosen(name, size)),
      ]),
    ),
  ].join('\n');
}
