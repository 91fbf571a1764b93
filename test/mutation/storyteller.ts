/** A process that tells the simulation's stories with one mutant after the other. The sender of the first message starts it. */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadFunctions, PREPARED } from '../simulation/engine/load-functions.ts';
import { replaceSurroundings } from '../simulation/engine/runtime-fakes.ts';
import { runStory } from '../simulation/run-story.ts';
import { storyOf } from '../simulation/story/acts.ts';
import { loadContract } from '../simulation/story/contract.ts';
import { REPOSITORY } from './mutants.ts';
import { activate, countPassed } from './switches.ts';

/** What is asked: to load the product with these switches, or to tell stories with a mutant. */
export type Question = { texts: readonly (readonly [file: string, text: string])[] } | { mutant: string };
/**
 * The answer: which mutants do something while the product loads, which a switch comes too late for; or the seed of a
 * story that broke a promise.
 */
export type Answer = { tooLate: readonly string[] } | { broken: number | undefined; isSpoilt: boolean };

/** As many as "npm test" tells. */
const STORIES = 200;
/** No story of the product passes one switch so often. */
const HIT_LIMIT = 3_000_000;

/** Gives the functions the switches, and nothing else: the simulation itself imports some of the product, without a mark. */
function giveSwitches(texts: ReadonlyMap<string, string>): void {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.startsWith('file:') || !url.includes('?')) return loaded;
      const source = texts.get(path.relative(REPOSITORY, fileURLToPath(url.replace(/\?.*$/, ''))));
      return source === undefined ? loaded : { ...loaded, source };
    },
  });
}

const isBroken = async (seed: number, functions: Awaited<ReturnType<typeof loadFunctions>>): Promise<boolean> =>
  (await runStory(storyOf(seed), functions)).violations.length > 0;

replaceSurroundings();
Error.stackTraceLimit = 0;
let functions: Awaited<ReturnType<typeof loadFunctions>> | undefined;

async function answer(question: Question): Promise<Answer> {
  if ('texts' in question) {
    // The lines that the simulation changes stand otherwise in a text with switches.
    giveSwitches(new Map(question.texts.filter(([file]) => !PREPARED.includes(file))));
    const passed = countPassed();
    functions = await loadFunctions(loadContract());
    return { tooLate: Object.keys(passed) };
  }
  if (!functions) throw new Error('Nothing is loaded yet.');
  for (let seed = 1; seed <= STORIES; seed += 1) {
    activate(question.mutant, HIT_LIMIT);
    if (!(await isBroken(seed, functions))) continue;
    activate('', HIT_LIMIT);
    // What a mutant leaves in the memory of a module would be taken for the work of the next.
    return { broken: seed, isSpoilt: await isBroken(seed, functions) };
  }
  return { broken: undefined, isSpoilt: false };
}

process.on('message', async (question: Question) => {
  process.send?.(await answer(question));
});
