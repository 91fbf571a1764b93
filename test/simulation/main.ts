import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { PLANTED } from './breaks/breaks.ts';
import { type Planted, WITHIN_SEEDS } from './breaks/plant.ts';
import { type Campaign, openCampaign } from './campaign.ts';
import { replaceSurroundings } from './engine/runtime-fakes.ts';
import { simulate } from './simulate.ts';

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Give a whole number from 1.');
}

function plantedBreaks(name: string, others: readonly Planted[] = []): readonly Planted[] {
  const planted = PLANTED.find((one) => one.name === name);
  if (planted) return [...others, planted];
  throw new InvalidArgumentError(`There is no such break. Known are: ${PLANTED.map((one) => one.name).join(', ')}.`);
}

const program = new Command('npm run simulate --')
  .description(
    'Runs the real functions in simulated worlds full of faults, and holds them against the fifteen promises.',
  )
  .option('--seeds <number>', 'how many stories to tell (1000, or as many as a planted break may take)', wholeNumber)
  .option('--from <seed>', 'the first seed (1, or the one from which a planted break is looked for)', wholeNumber)
  .option('--seed <seed>', 'this one only', wholeNumber)
  .option('--two-years', 'tell two years of a clinic instead of stories of hours or days')
  .option('--bookings <number>', 'how many bookings it has in two years', wholeNumber, 300)
  .option(
    '--continue <file>',
    'keep in this file how far the telling is, and go on there the next time; names every seed that breaks a promise',
  )
  .option('--keep-going', 'name every seed that breaks a promise, and shorten none')
  .option('--steps', 'print every step')
  .option(
    '--processes <number>',
    'how many processes tell stories at once (one for each hundred stories, at most as many as there are cores)',
    wholeNumber,
  )
  .option(
    '--planted <breaks...>',
    'plant deliberate breaks, one after the other, and expect to find each',
    plantedBreaks,
  )
  .parse();

const { seeds, from, seed, twoYears, bookings, keepGoing, steps, planted, ...rest } = program.opts<{
  seeds?: number;
  from?: number;
  seed?: number;
  twoYears?: true;
  bookings: number;
  continue?: string;
  keepGoing?: true;
  steps?: true;
  processes?: number;
  planted?: readonly Planted[];
}>();

function campaignIn(file: string): Campaign {
  if (planted !== undefined || seed !== undefined)
    program.error('--continue is for many stories: leave out --seed and --planted.');
  try {
    return openCampaign(file, twoYears ? `two years with ${bookings} bookings` : 'stories', from ?? 1);
  } catch (error) {
    return program.error(Object(error).message);
  }
}

const campaign = rest.continue === undefined ? undefined : campaignIn(rest.continue);
const isToldHere = planted !== undefined || seed !== undefined || steps === true;
if (isToldHere && rest.processes !== undefined)
  program.error('--processes is for many stories: leave out --seed, --steps and --planted.');

/** A process takes seconds before it tells its first story. */
const STORIES_EACH = 100;
const processesFor = (stories: number): number =>
  isToldHere ? 1 : (rest.processes ?? Math.min(availableParallelism(), Math.ceil(stories / STORIES_EACH)));

replaceSurroundings();
const tell = (one?: Planted) => {
  const stories = seed === undefined ? (seeds ?? (one ? WITHIN_SEEDS : 1000)) : 1;
  return simulate({
    bookingsInTwoYears: twoYears === true ? bookings : undefined,
    from: campaign?.from ?? seed ?? from ?? one?.fromSeed ?? 1,
    seeds: stories,
    processes: processesFor(stories),
    keepsGoing: keepGoing === true || campaign !== undefined,
    showsSteps: steps === true,
    ...(one && { planted: one }),
    ...(campaign && { campaign }),
  });
};

const exitCodes: number[] = [];
for (const one of planted ?? [undefined]) exitCodes.push(await tell(one));
// A break that is not found is the one thing to hear of.
process.exitCode = Math.min(...exitCodes);
