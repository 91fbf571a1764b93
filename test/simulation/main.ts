import { Command, InvalidArgumentError } from 'commander';
import { PLANTED } from './breaks/breaks.ts';
import { replaceSurroundings } from './engine/runtime-fakes.ts';
import { simulate } from './simulate.ts';

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Give a whole number from 1.');
}

function plantedBreak(name: string) {
  const planted = PLANTED.find((one) => one.name === name);
  if (planted) return planted;
  throw new InvalidArgumentError(`There is no such break. Known are: ${PLANTED.map((one) => one.name).join(', ')}.`);
}

const program = new Command('npm run simulate --')
  .description('Runs the real functions in simulated worlds full of faults, and holds them against the ten promises.')
  .option('--seeds <number>', 'how many stories to tell', wholeNumber, 1000)
  .option('--from <seed>', 'the first seed', wholeNumber, 1)
  .option('--seed <seed>', 'this one only', wholeNumber)
  .option('--keep-going', 'name every seed that breaks a promise, and shorten none')
  .option('--steps', 'print every step')
  .option('--planted <break>', 'plant a deliberate break, and expect to find it', plantedBreak)
  .parse();

const { seeds, from, seed, keepGoing, steps, planted } = program.opts<{
  seeds: number;
  from: number;
  seed?: number;
  keepGoing?: true;
  steps?: true;
  planted?: ReturnType<typeof plantedBreak>;
}>();

replaceSurroundings();
process.exitCode = await simulate({
  from: seed ?? from,
  seeds: seed === undefined ? seeds : 1,
  keepsGoing: keepGoing === true,
  showsSteps: steps === true,
  ...(planted && { planted }),
});
