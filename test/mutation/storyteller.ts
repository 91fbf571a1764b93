/** A process that tells the simulation's stories with one mutant after the other. The sender of the first message starts it. */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Functions, loadFunctions, PREPARED } from '../simulation/engine/load-functions.ts';
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
/** What so many of them do not notice the others seldom do, and the tests come after them. */
const STORIES_EACH = 40;
/** A mutant that passes its switch so much more often than the product does it is a loop without end. */
const HIT_FACTOR = 1000;

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

replaceSurroundings();
Error.stackTraceLimit = 0;
const passed = countPassed();
let functions: Functions | undefined;
/** The stories that pass the switch of each mutant, and how often. */
const storiesOf = new Map<string, { seed: number; times: number }[]>();

async function isBroken(seed: number): Promise<boolean> {
  if (!functions) throw new Error('Nothing is loaded yet.');
  return (await runStory(storyOf(seed), functions)).violations.length > 0;
}

/** Tells each story once, to learn which switches it passes. */
async function listen(): Promise<void> {
  for (let seed = 1; seed <= STORIES; seed += 1) {
    for (const id of Object.keys(passed)) delete passed[id];
    await isBroken(seed);
    for (const [id, times] of Object.entries(passed)) {
      const stories = storiesOf.get(id) ?? [];
      storiesOf.set(id, stories);
      stories.push({ seed, times });
    }
  }
}

async function load(texts: ReadonlyMap<string, string>): Promise<Answer> {
  giveSwitches(texts);
  functions = await loadFunctions(loadContract());
  const tooLate = Object.keys(passed);
  await listen();
  return { tooLate };
}

async function tellWith(mutant: string): Promise<Answer> {
  for (const { seed, times } of storiesOf.get(mutant)?.slice(0, STORIES_EACH) ?? []) {
    activate(mutant, times * HIT_FACTOR);
    if (!(await isBroken(seed))) continue;
    activate('', 0);
    // What a mutant leaves in the memory of a module would be taken for the work of the next.
    return { broken: seed, isSpoilt: await isBroken(seed) };
  }
  activate('', 0);
  return { broken: undefined, isSpoilt: false };
}

const answer = (question: Question): Promise<Answer> =>
  'texts' in question
    ? // The lines that the simulation changes stand otherwise in a text with switches.
      load(new Map(question.texts.filter(([file]) => !PREPARED.includes(file))))
    : tellWith(question.mutant);

// Nobody is left to answer to.
process.on('disconnect', () => process.exit());
process.on('message', async (question: Question) => {
  process.send?.(await answer(question));
});
