import type { Functions } from './engine/load-functions.ts';
import type { Incident } from './model/chance.ts';
import { createWorld, type World } from './model/world.ts';
import { createPromiseCheck } from './promises/check-promises.ts';
import { compareTellings } from './promises/order.ts';
import type { Violation } from './promises/violation.ts';
import { createBusiness } from './story/business.ts';
import { createDesk } from './story/desk.ts';
import { type Attack, play } from './story/play.ts';
import type { Story } from './story/story.ts';

export type Outcome = { violations: Violation[]; incidents: Incident[]; steps: number };

export type Telling = {
  /** Incidents left out, by key. */
  suppressed?: ReadonlySet<string>;
  onStep?(at: number, label: string): void;
  /** Gets the world in which nothing is left to happen; twice for a story that is played twice. */
  onEnd?(world: World): void;
};

/** Long after the last act: delayed webhooks, retries, scheduled checks, what is due after an appointment. */
const LONG_MS = 40 * 24 * 3_600_000;

/** Runs a story once, until nothing is left to happen, and checks the world against the promises. */
async function tell(
  story: Story,
  functions: Functions,
  { suppressed = new Set(), onStep = () => undefined, onEnd = () => undefined }: Telling,
  telling: 1 | 2,
): Promise<{ world: World; violations: Violation[] }> {
  const observer = createPromiseCheck(story, onStep);
  // People change during a story: each run has its own.
  const customers = story.customers.map((customer) => ({ ...customer }));
  const world = createWorld({ ...story, customers }, functions, { suppressed, observer: observer.watching, telling });
  const business = createBusiness(world);
  observer.lookInto(world, business);
  const attacks: Attack[] = [];
  const desk = createDesk(world);
  play(story, { world, business, desk, attacks });
  const lastMs = Math.max(...story.acts.map(({ afterMs }) => afterMs));
  const isQuiet = await world.scheduler.run(story.startsAt + lastMs + LONG_MS);
  onEnd(world);
  return { world, violations: observer.judge({ world, business, desk, attacks, isQuiet }) };
}

/**
 * Runs a story, once or twice as it requires, and returns the broken promises. An error that stops the story counts as
 * broken, too, as promise 0.
 */
export async function runStory(story: Story, functions: Functions, telling: Telling = {}): Promise<Outcome> {
  try {
    return await tellAsOftenAsWanted(story, functions, telling);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { violations: [{ promise: 'simulation', what }], incidents: [], steps: 0 };
  }
}

async function tellAsOftenAsWanted(story: Story, functions: Functions, telling: Telling): Promise<Outcome> {
  const { world, violations } = await tell(story, functions, telling, 1);
  const steps = world.scheduler.steps();
  if (!story.isPlayedTwice) return { violations, incidents: world.incidents, steps };
  const again = await tell(story, functions, telling, 2);
  return {
    violations: [...violations, ...again.violations, ...compareTellings(world, again.world)],
    incidents: [...world.incidents, ...again.world.incidents],
    steps: steps + again.world.scheduler.steps(),
  };
}
