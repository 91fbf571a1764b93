/** `npm run mutate`: changes the product in small ways and looks which of them no test notices. */
import { Command, InvalidArgumentError } from 'commander';
import { draw } from './draw.ts';
import { type Mutant, mutantsOf, readSource, switchesFor } from './mutants.ts';
import { changedLines } from './mutated-text.ts';
import { ROOMS } from './rooms.ts';
import { startStories } from './stories.ts';
import { measureTests } from './tests.ts';

/** What has to be noticed of a sample. */
const WANTED_SHARE = 0.95;
/** Some tests fail on a busy machine. If more fail, something is wrong, and the mutants would pass for unnoticed. */
const MOST_FAILING = 10;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Give a whole number from 1.');
}

const {
  sample,
  seed,
  only,
  tests: testFiles,
  minutes,
} = new Command('npm run mutate --')
  .description('Changes the product in small ways, one after the other, and looks which of them no test notices.')
  .option('--sample <number>', 'how many to draw at random (100, or all of the files that --only names)', wholeNumber)
  .option('--seed <number>', 'draws them: the same seed gives the same', wholeNumber, 1 + (Date.now() % 1_000_000))
  .option('--only <files...>', 'files or patterns instead of the rooms where a bug hurts most')
  .option('--tests <names...>', 'run only the test files whose paths hold one of these, while you write a test')
  .option('--minutes <number>', 'begin none after so many', wholeNumber, 60)
  .parse()
  .opts<{ sample?: number; seed: number; only?: string[]; tests?: string[]; minutes: number }>();

const began = performance.now();
const minutesGone = () => (performance.now() - began) / 60_000;
const say = (line: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`);

const placeOf = ({ file, location: { start }, mutatorName }: Mutant): string =>
  `${file}:${start.line + 1}:${start.column + 1} ${mutatorName}`;

function tellSurvivor(mutant: Mutant): void {
  const { before, after } = changedLines(readSource(mutant.file), mutant);
  say(`not noticed: ${placeOf(mutant)}`);
  for (const line of before) process.stdout.write(`  - ${line}\n`);
  for (const line of after) process.stdout.write(`  + ${line}\n`);
}

/** Gives each mutant to something that may notice it, as long as there is time; returns those that it did not notice. */
async function surviving(
  mutants: readonly Mutant[],
  { noticedBy }: { noticedBy(mutant: Mutant): Promise<string | undefined> },
): Promise<readonly Mutant[]> {
  const survivors: Mutant[] = [];
  for (const [index, mutant] of mutants.entries()) {
    if (minutesGone() >= minutes) return [...survivors, ...mutants.slice(index)];
    const by = await noticedBy(mutant);
    say(`${index + 1}/${mutants.length} ${placeOf(mutant)}: ${by ?? 'not noticed'}`);
    if (by === undefined) survivors.push(mutant);
  }
  return survivors;
}

const all = await mutantsOf(only ?? ROOMS);
const { mutants, texts } = await switchesFor(draw(all, sample ?? (only ? all.length : 100), seed));
say(`${mutants.length} of ${all.length} mutants, seed ${seed}: first the tests, which run once without any mutant`);
const tests = await measureTests({ mutants, texts }, testFiles);
for (const file of tests.failing) say(`fails without any mutant, and counts for nothing: ${file}`);
if (tests.failing.length > MOST_FAILING) {
  await tests.stop();
  throw new Error(`${tests.failing.length} files of tests fail without any mutant: see what "npm test" says of them.`);
}
const afterTests = await surviving(mutants, tests);
await tests.stop();

say(`${afterTests.length} are left: now the stories of the simulation`);
const stories = await startStories({ mutants, texts });
const survivors = await surviving(afterTests, stories);
stories.stop();

if (minutesGone() >= minutes) say(`not all were tried in ${minutes} minutes: those count as not noticed`);
for (const mutant of survivors) tellSurvivor(mutant);
const noticed = mutants.length - survivors.length;
say(`${noticed} of ${mutants.length} noticed, seed ${seed}, in ${minutesGone().toFixed(0)} minutes`);
// Vitest has set it to 1, because tests failed, as they should.
process.exitCode = noticed < mutants.length * WANTED_SHARE ? 1 : 0;
