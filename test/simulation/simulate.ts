import { hash } from 'node:crypto';
import type { Planted } from './breaks/plant.ts';
import type { Campaign } from './campaign.ts';
import { type Functions, loadFunctions } from './engine/load-functions.ts';
import { print, realTime } from './engine/runtime-fakes.ts';
import { titleOf } from './promises/violation.ts';
import type { Outcome, Telling } from './run-story.ts';
import { shorten } from './shrink.ts';
import { loadContract } from './story/contract.ts';
import { storiesOf } from './story/stories.ts';
import type { Story } from './story/story.ts';
import { type Told, tellHere } from './tell-here.ts';
import { tellInProcesses } from './tell-in-processes.ts';

export type Simulation = {
  /** Tells two years of a clinic with so many bookings, instead of stories of hours or days. */
  bookingsInTwoYears: number | undefined;
  from: number;
  seeds: number;
  /** How many tell stories at once. With one it is this process, which alone can plant a break or show steps. */
  processes: number;
  keepsGoing: boolean;
  showsSteps: boolean;
  planted?: Planted;
  /** Where it is written down how far the telling is. */
  campaign?: Campaign;
};

/** The exit codes: all promises held, one did not, stopped by hand. */
const [HELD, BROKEN, STOPPED] = [0, 1, 130];
const PROGRESS_EVERY_MS = 1_000;

const timeOf = (at: number) => new Date(at).toISOString();

function tellWhatIsBroken(seed: number, { violations, incidents }: Outcome): void {
  for (const { at, what, key } of incidents) print(`  ${timeOf(at)}  ${what}  (${key})\n`);
  for (const { promise, what } of violations.slice(0, 5)) print(`  Breaks ${titleOf(promise)}: ${what}\n`);
  print(`Every step of it: npm run simulate -- --seed ${seed} --steps\n`);
}

/** What a story that broke a promise is shown with. */
type Shown = { storyOf(seed: number): Story; functions(): Promise<Functions> };

async function report(seed: number, story: Story, functions: Functions, outcome: Outcome): Promise<void> {
  print(`\nSeed ${seed} breaks a promise: ${outcome.violations[0]?.what}\nThe shortest story that does so:\n`);
  const { outcome: shortest, tries } = await shorten(story, functions, outcome);
  tellWhatIsBroken(seed, shortest);
  print(`(${outcome.incidents.length} incidents shortened to ${shortest.incidents.length} in ${tries} tellings)\n`);
}

/** Counts stories, and prints progress from time to time. */
function createProgress() {
  const began = realTime();
  let [played, steps, usedMs] = [0, 0, 0];
  let saidAt = began;
  const rate = () => Math.round((played * 1000) / Math.max(1, realTime() - began));
  return {
    add({ outcome, cpuMs }: Told): void {
      played += 1;
      steps += outcome.steps;
      usedMs += cpuMs;
      if (!process.stdout.isTTY || realTime() - saidAt < PROGRESS_EVERY_MS) return;
      saidAt = realTime();
      print(`\r${played} seeds, ${rate()} a second `);
    },
    summary(): string {
      const each = `${(usedMs / Math.max(1, played)).toFixed(1)} ms of one core and ${Math.round(steps / Math.max(1, played))} steps each`;
      return `${played} seeds, ${rate()} a second, ${each}`;
    },
  };
}

/** Handles a story that broke a promise; returns whether to continue with the next. */
async function dealWith({ keepsGoing, planted }: Simulation, { seed, outcome }: Told, shown: Shown): Promise<boolean> {
  if (planted) tellFound(seed, planted, outcome);
  else if (keepsGoing) tellInShort(seed, outcome);
  else await report(seed, shown.storyOf(seed), await shown.functions(), outcome);
  return keepsGoing && !planted;
}

/** With a planted break, only that break's promise counts. */
const isBroken = ({ violations }: Outcome, planted: Planted | undefined) =>
  violations.some(({ promise }) => planted === undefined || promise === planted.promise);

/** Prints each step, and what all items come to in the end: two runs of a story are the same if these are. */
const inSteps: Telling = {
  onStep: (at, label) => print(`${timeOf(at)} ${label}\n`),
  onEnd({ scheduler, table }) {
    const items = JSON.stringify([...table.items]);
    print(`${timeOf(scheduler.now())} ${table.items.size} items, SHA-256 ${hash('sha256', items)}\n`);
  },
};

function* numbers(from: number, before: number): Generator<number> {
  for (let number = from; number < before; number += 1) yield number;
}

/** The functions, loaded when they are first needed. */
function loadOnce(planted: Planted | undefined): () => Promise<Functions> {
  let loaded: Promise<Functions> | undefined;
  return () => {
    loaded ??= loadFunctions(loadContract(), planted);
    return loaded;
  };
}

async function storiesToldBy(simulation: Simulation, { storyOf, functions }: Shown): Promise<AsyncIterable<Told>> {
  const { bookingsInTwoYears, from, seeds, processes, showsSteps, campaign } = simulation;
  const left = numbers(campaign?.next ?? from, from + seeds);
  if (processes > 1) return tellInProcesses(left, processes, bookingsInTwoYears);
  return tellHere(left, storyOf, await functions(), showsSteps ? inSteps : {});
}

/**
 * Runs the stories of some seeds. Stops at the first broken promise unless told to continue, and prints the shortest
 * story that breaks it. Returns the exit code.
 */
export async function simulate(simulation: Simulation): Promise<number> {
  const { showsSteps, planted, campaign } = simulation;
  // Most errors here are part of the story, and collecting their stacks is slow.
  Error.stackTraceLimit = showsSteps ? 10 : 0;
  const shown = { storyOf: storiesOf(simulation.bookingsInTwoYears), functions: loadOnce(planted) };
  const stories = await storiesToldBy(simulation, shown);
  const progress = createProgress();
  let [isStopped, broken] = [false, 0];
  process.once('SIGINT', () => {
    isStopped = true;
  });
  for await (const told of stories) {
    const { seed, outcome, cpuMs } = told;
    progress.add(told);
    campaign?.note(seed, outcome.violations, cpuMs);
    if (isBroken(outcome, planted)) {
      broken += 1;
      if (!(await dealWith(simulation, told, shown))) return BROKEN;
    }
    if (isStopped) break;
  }
  const verdict = planted ? `"${planted.name}" was not found` : 'all promises held';
  print(`\r${progress.summary()}: ${broken > 0 ? `${broken} broke a promise` : verdict}.\n`);
  const inAll = campaign ? endOf(campaign) : broken;
  if (isStopped) return STOPPED;
  return inAll > 0 ? BROKEN : HELD;
}

/** Writes down how far a campaign is, and says it; gives how many seeds broke a promise in all of its runs. */
function endOf(campaign: Campaign): number {
  campaign.keep();
  print(`${campaign.summary()}.\n`);
  return campaign.broken;
}

const tellInShort = (seed: number, { violations: [first] }: Outcome) =>
  print(`Seed ${seed}${first ? `, ${titleOf(first.promise)}: ${first.what}` : ''}\n`);

function tellFound(seed: number, planted: Planted, { violations }: Outcome): void {
  print(
    `${JSON.stringify({ name: planted.name, seed, promises: [...new Set(violations.map(({ promise }) => promise))] })}\n`,
  );
}
