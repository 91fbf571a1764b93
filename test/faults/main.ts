/** Faults on the running stack that take minutes: `npm run faults`. Ends with 1 if anything was lost or doubled. */
import { loadavg } from 'node:os';
import { inspect } from 'node:util';
import { Command, InvalidArgumentError, Option } from 'commander';
import { burst } from './burst.ts';
import { contestPlaces } from './contested-place.ts';
import { killInMidBooking } from './killing.ts';
import { killedBookings } from './kills/bookings.ts';
import { type KilledWork, killInRounds } from './kills/kill-rounds.ts';
import { killedLiveForms } from './kills/live-forms.ts';
import { killedNotices } from './kills/notices.ts';
import { killedReminders } from './kills/reminders.ts';
import { startStack } from './running-stack.ts';

/** In whose midst whole stacks are killed. */
const WORKS = {
  bookings: killedBookings,
  'live-forms': killedLiveForms,
  notices: killedNotices,
  reminders: killedReminders,
};
const WORK_NAMES = ['bookings', 'live-forms', 'notices', 'reminders'] as const;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('Give a whole number from 0.');
}

const { bookings, webhooks, rounds, kills, seed, minutes, only } = new Command('npm run faults --')
  .description(
    'Kills whole stacks amid bookings, live forms, notices and reminders, kills the functions of a running one, floods it with webhooks, and has 200 ask for one place.',
  )
  .option('--bookings <number>', 'how many bookings are made under kill -9', wholeNumber, 100)
  .option('--webhooks <number>', 'how many webhooks are posted at full speed', wholeNumber, 20_000)
  .option('--rounds <number>', 'how often 200 callers ask at once for a place of 1, 2 and 7', wholeNumber, 10)
  .option('--kills <number>', 'how often the whole stack is killed amid work of each kind', wholeNumber, 25)
  .option(
    '--seed <number>',
    'draws the moments of those kills (another each time)',
    wholeNumber,
    Date.now() % 1_000_000,
  )
  .addOption(new Option('--only <part>', 'run these kills alone').choices(['kills', ...WORK_NAMES]))
  .option('--minutes <number>', 'how long it may take at most', wholeNumber, 45)
  .parse()
  .opts<{
    bookings: number;
    webhooks: number;
    rounds: number;
    kills: number;
    seed: number;
    minutes: number;
    only?: 'kills' | (typeof WORK_NAMES)[number];
  }>();

const say = (line: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`);

setTimeout(() => {
  say(`not done within ${minutes} minutes`);
  process.exit(1);
}, minutes * 60_000).unref();

const loads = () =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(' ');

/** Has 200 callers ask for the same places of a clinic, on a stack of its own. */
async function contest(): Promise<void> {
  const clinic = await startStack('clinic');
  try {
    const { booked, taken, busy, seconds } = await contestPlaces(clinic, rounds, say);
    say(
      `${rounds} rounds of contested places in ${seconds.toFixed(0)} s: ${booked} booked, ${taken} told that the place ` +
        `is taken, ${busy} answers "busy" before that; none given twice, none left`,
    );
  } finally {
    await clinic.stop();
  }
}

/** Kills whole stacks of a clinic amid work of one kind, and starts them again on their data. */
async function killStacks(work: KilledWork): Promise<void> {
  const { done, cutOff } = await killInRounds(work, kills, seed, (round, counts) => {
    say(`${round} of ${kills} stacks killed amid ${work.name}: ${counts.done} steps done, ${counts.cutOff} cut off`);
  });
  say(`${kills} stacks killed amid ${work.name}: ${done} steps done before, ${cutOff} cut off; ${work.promise}`);
}

say(`starting the stack, with the machine's load at ${loads()}`);
const killed = only === undefined || only === 'kills' ? WORK_NAMES : [only];
if (kills > 0) {
  say(`kill moments are drawn from seed ${seed}`);
  for (const name of killed) await killStacks(WORKS[name]);
}
if (only !== undefined) process.exit();
if (rounds > 0) await contest();
const stack = await startStack();
try {
  const killing = await killInMidBooking(stack, bookings, (done) => {
    if (done % 10 === 0) say(`${done} of ${bookings} bookings`);
  });
  say(
    `${bookings} bookings, ${killing.kills} processes killed, ${killing.repeats} requests repeated, ` +
      `${killing.unknown} invitations that never went out and say so; nothing lost, nothing doubled`,
  );
  const flood = await burst(stack, webhooks, (done) => say(`${done} of ${webhooks} webhooks`));
  say(
    `${webhooks} webhooks in ${flood.seconds.toFixed(0)} s (${flood.perSecond.toFixed(0)} a second), ${flood.repeats} ` +
      `of them repeated, all recorded; memory at most ${flood.peak.largestChild} MB for a function (at half time ` +
      `${flood.atHalf.largestChild}), ${flood.peak.own} MB for the rest with all data in it (${flood.atHalf.own})`,
  );
  say(`done, with the machine's load at ${loads()}`);
} catch (error) {
  say(inspect(error));
  process.exitCode = 1;
} finally {
  await stack.stop();
}
