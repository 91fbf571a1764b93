import { startScriptedProvider } from '../support/scripted-provider.ts';
import { type FunctionHost, startHost } from './function-host.ts';
import { createBusiness } from './growth/business.ts';
import { walkToEnd } from './growth/deep-cursor.ts';
import { startEngine, type TableEngine } from './growth/engine-process.ts';
import type { Usage } from './growth/operations.ts';
import { type Subject, subjectsFor } from './growth/subjects.ts';
import { startInstantAws } from './instant-aws.ts';
import type { Measured } from './orders.ts';

/** Items in the table. */
export const SIZES = [1_000, 10_000, 100_000, 1_000_000] as const;
export type Size = (typeof SIZES)[number];
export const SMALLEST: Size = 1_000;
export const LARGEST: Size = 1_000_000;

/** Warm-up rounds, and measured rounds: as many as time allows, but enough for a median. */
const WARM_UP = 5;
const LEAST_ROUNDS = 20;
const TIME_EACH_MS = 6_000;

/** Times of one event or page, in ms: the function's CPU time, the wall time, and the engine's CPU time. */
export type Taken = { cpu: number; wall: number; engine: number };

export type Growth = Pick<Subject, 'what' | 'times' | 'doubles'> & {
  /** Round by round. */
  taken: Map<Size, Taken[]>;
  /** The table's requests, for all rounds together. */
  usage: Map<Size, Usage>;
};

function checkAnswer({ what }: Subject, { result }: Measured): void {
  const { statusCode = 200, batchItemFailures = [] } = Object(result);
  if (statusCode >= 300 || batchItemFailures.length > 0) throw new Error(`${what}: ${JSON.stringify(result)}`);
}

async function measureOnce(engine: TableEngine, host: FunctionHost, subject: Subject, size: Size) {
  const { name, times, preparation } = subject;
  const events = Array.from({ length: times }, (_, index) => subject.event(index, size));
  await engine.enter(size, preparation);
  const measured = await host.invoke(name, ...events);
  const { usage, cpuMs } = await engine.leave();
  checkAnswer(subject, measured);
  return { usage, taken: { cpu: measured.cpuMs / times, wall: measured.wallMs / times, engine: cpuMs / times } };
}

/** All sizes in turn; each round starts with another one, so that none is always first. */
async function measureSubject(engine: TableEngine, host: FunctionHost, subject: Subject): Promise<Growth> {
  const sizes = subject.doubles ? [LARGEST] : SIZES;
  const growth: Growth = { ...subject, taken: new Map(sizes.map((size) => [size, []])), usage: new Map() };
  const endsAt = performance.now() + TIME_EACH_MS;
  for (let round = 0; round < WARM_UP + LEAST_ROUNDS || performance.now() < endsAt; round++) {
    for (const turn of sizes.keys()) {
      const size = sizes[(turn + round) % sizes.length] ?? LARGEST;
      const { taken, usage } = await measureOnce(engine, host, subject, size);
      if (round >= WARM_UP) growth.taken.get(size)?.push(taken);
      growth.usage.set(size, usage);
    }
  }
  return growth;
}

async function cursorsBySize(engine: TableEngine, host: FunctionHost, day: string): Promise<Map<number, string>> {
  const cursors = new Map<number, string>();
  for (const size of SIZES) {
    await engine.enter(size);
    cursors.set(size, await walkToEnd(host, day));
    await engine.leave();
  }
  return cursors;
}

/**
 * Measures each kind of event and page with tables of growing size, in one process of functions: only the engine
 * changes its table. `onProgress` receives the current step.
 */
export async function measureGrowth(bundles: string, onProgress: (what: string) => void): Promise<Growth[]> {
  const today = Date.now();
  const business = createBusiness(today);
  const [aws, provider] = [await startInstantAws(), await startScriptedProvider()];
  const engine = await startEngine(SIZES, today, (what) => onProgress(`growth: ${what}`));
  const host = startHost(bundles, aws.endpoint, {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    PROVIDER_URL: provider.url,
  });
  try {
    const cursors = await cursorsBySize(engine, host, business.days.busy);
    const figures: Growth[] = [];
    for (const subject of subjectsFor(business, (size) => cursors.get(size) ?? '')) {
      onProgress(`growth: ${subject.what}`);
      figures.push(await measureSubject(engine, host, subject));
    }
    return figures;
  } finally {
    host.stop();
    engine.stop();
    aws.close();
    await provider.close();
  }
}
