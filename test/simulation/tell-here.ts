import { setImmediate as turn } from 'node:timers/promises';
import type { Functions } from './engine/load-functions.ts';
import { type Outcome, runStory, type Telling } from './run-story.ts';
import type { Story } from './story/story.ts';

/** What came of the story of a seed, and the processor time that it took, in ms. */
export type Told = { seed: number; outcome: Outcome; cpuMs: number };

export type StoryOf = (seed: number) => Story;

/** Tells the story of a seed in this process. */
export async function tellOne(seed: number, storyOf: StoryOf, functions: Functions, telling?: Telling): Promise<Told> {
  const used = process.cpuUsage();
  const outcome = await runStory(storyOf(seed), functions, telling);
  return { seed, outcome, cpuMs: process.cpuUsage(used).user / 1000 };
}

/** Tells the stories of these seeds in this process, one after the other. */
export async function* tellHere(
  seeds: Iterable<number>,
  storyOf: StoryOf,
  functions: Functions,
  telling?: Telling,
): AsyncGenerator<Told> {
  for (const seed of seeds) {
    yield await tellOne(seed, storyOf, functions, telling);
    // Ctrl-C is heard in between.
    await turn();
  }
}
