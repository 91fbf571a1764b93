import * as z from 'zod/mini';
import { fullContract, shippedContract, synthesize } from '../../infra/synthesized.ts';
import { BOOKINGS_PER_RUN } from '../cost-model.ts';
import { measureNamedBookings } from '../customers/measure.ts';
import { namesUnits } from '../customers/report.ts';
import { apiEvent } from '../http-events.ts';
import { startLiveBusiness } from '../live-form/live-business.ts';
import { middleSteps } from '../middle-steps.ts';
import type { Step, Urls } from '../one-booking.ts';
import { measureStatistics, type StatisticsCosts } from '../statistics/measure.ts';
import type { StreamReader } from '../stream-readers.ts';
import { type ScheduledRun, standingPartsOf } from './standing-parts.ts';
import { minus, NOTHING, plus, type Weight, type Weights } from './weight.ts';
import { startWholeBooking, type WholeBooking, wholeContract } from './whole-booking.ts';

const WARM_UP = 3;
/** Each round takes a customer who was reminded in the last minute, of `BOOKINGS_PER_RUN`. */
const ROUNDS = 7;
const ROUNDS_WEIGHED = 2;
const MINUTES_WARM_UP = 2;
const MINUTES = 5;

/** What may happen around a booking, each with all that follows from it by stream and queue. */
export const HAPPENINGS = ['booking', 'reminder', 'move', 'cancellation', 'message'] as const;
export type Happening = (typeof HAPPENINGS)[number];

export type BillCosts = {
  happenings: Record<Urls, Record<Happening, Step[]>>;
  /** What one minute of `reconcile` takes with so many bookings, and with none. */
  minute: { bookings: number; full: Step[]; empty: Step[] };
  /** A run that finds nothing to do, by what the schedule starts, and the secrets that it reads in a new process. */
  idle: { run: ScheduledRun; step: Step; secrets: number }[];
  /** A desk asks whether anything changed, reads a day of so many bookings again, and what else it shows. */
  desk: { question: Step; day: Step[]; bookings: number; others: Step[] };
  /** Write units more for a customer whose name is new. */
  newNameUnits: number;
  figures: StatisticsCosts;
  /** What is left in the table of each happening, and of the names of a customer. */
  weights: Record<Happening | 'names', Weight>;
  readers: StreamReader[];
};

/** Something that is said of each happening. */
const ofEach = <Said>(say: (happening: Happening) => Said): Record<Happening, Said> => ({
  booking: say('booking'),
  reminder: say('reminder'),
  move: say('move'),
  cancellation: say('cancellation'),
  message: say('message'),
});

/** The steps of a happening, and what it left in the table. */
type Played = { steps: Step[]; left: Weight };

/** One booking with all that may happen to it, and the names that its customer left before, both as `weigh` tells. */
async function playRound(
  whole: WholeBooking,
  urls: Urls,
  weigh: () => Promise<Weights>,
): Promise<{ played: Record<Happening, Played>; names: Weight }> {
  const played = ofEach((): Played => ({ steps: [], left: NOTHING }));
  async function play<Outcome>(happening: Happening, make: (steps: Step[]) => Promise<Outcome>): Promise<Outcome> {
    const before = await weigh();
    const outcome = await make(played[happening].steps);
    played[happening].left = minus((await weigh()).others, before.others);
    return outcome;
  }
  const unnamed = await weigh();
  const customer = await whole.aKnownCustomer();
  const names = minus((await weigh()).names, unnamed.names);
  await whole.openDesk();
  await play('message', (steps) => whole.write(steps, urls));
  const booked = await play('booking', (steps) => whole.book(steps, urls, customer));
  await play('reminder', (steps) => whole.reportReminder(steps, urls));
  await play('move', (steps) => whole.move(steps, urls, booked));
  await play('cancellation', (steps) => whole.cancel(steps, urls, booked));
  return { played, names };
}

const meanOf = (weights: readonly Weight[]): Weight =>
  weights.reduce((sum, weight) => plus(sum, weight, 1 / weights.length), NOTHING);

/** To weigh the whole table takes longer than what is measured. */
const unweighed = async (): Promise<Weights> => ({ names: NOTHING, others: NOTHING });

async function measureHappenings(whole: WholeBooking, urls: Urls): Promise<Record<Happening, Step[]>> {
  const rounds: Awaited<ReturnType<typeof playRound>>[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) rounds.push(await playRound(whole, urls, unweighed));
  return ofEach((happening) =>
    middleSteps(
      rounds.slice(WARM_UP).map(({ played }) => played[happening].steps),
      `${happening} with ${urls} URL`,
    ),
  );
}

async function weighHappenings(whole: WholeBooking): Promise<Record<Happening | 'names', Weight>> {
  const rounds: Awaited<ReturnType<typeof playRound>>[] = [];
  for (let round = 0; round < ROUNDS_WEIGHED; round++) rounds.push(await playRound(whole, 'one', whole.weigh));
  return {
    ...ofEach((happening) => meanOf(rounds.map(({ played }) => played[happening].left))),
    names: meanOf(rounds.map(({ names }) => names)),
  };
}

const DayAnswer = z.object({ body: z.string() });
const Day = z.object({ items: z.array(z.unknown()).check(z.minLength(1)) });

async function measureDesk(whole: WholeBooking): Promise<BillCosts['desk']> {
  const query = { from: whole.date, to: whole.date };
  // As the desk asks: a longer day takes more pages.
  const ofDay = apiEvent('GET /bookings', { query: { ...query, limit: '100' } });
  let bookings = 0;
  const questions: Step[][] = [];
  const days: Step[][] = [];
  const rest: Step[][] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const [question, day, others]: [Step[], Step[], Step[]] = [[], [], []];
    await whole.run(question, 'query-changes', apiEvent('GET /changes', {}));
    const answer = DayAnswer.parse(await whole.run(day, 'query-bookings', ofDay));
    bookings = Day.parse(JSON.parse(answer.body)).items.length;
    await whole.run(others, 'query-closures', apiEvent('GET /closures', { query }));
    await whole.run(others, 'query-worklist', apiEvent('GET /worklist', { query: whole.lastMonth }));
    if (round < WARM_UP) continue;
    questions.push(question);
    days.push(day);
    rest.push(others);
  }
  const [question] = middleSteps(questions, 'a question of a desk');
  if (!question) throw new Error('The question of a desk was not measured.');
  const others = middleSteps(rest, 'what else a desk shows');
  return { question, day: middleSteps(days, 'a day read again'), bookings, others };
}

type Minute = Awaited<ReturnType<WholeBooking['follow']>>;

/** The minute with the middle processor time. Bookings lie in other shards each time, so no single runs can be compared. */
function middleMinute(minutes: readonly Minute[]): Minute {
  const cpuMs = ({ steps }: Minute) => steps.reduce((sum, step) => sum + step.cpuMs, 0);
  const middle = minutes.toSorted((one, other) => cpuMs(one) - cpuMs(other))[minutes.length >> 1];
  if (!middle) throw new Error('No minute of "reconcile" was measured.');
  return middle;
}

/** Bookings until the functions are warm, then the middle of some; and what the table holds more after each happening. */
async function measureWhole(bundles: string) {
  const whole = await startWholeBooking(bundles);
  try {
    await whole.follow(0);
    const empty = await whole.follow(0);
    for (let minute = 0; minute < MINUTES_WARM_UP; minute++) await whole.follow(BOOKINGS_PER_RUN);
    const minutes: Minute[] = [];
    for (let minute = 0; minute < MINUTES; minute++) minutes.push(await whole.follow(BOOKINGS_PER_RUN));
    const full = middleMinute(minutes);
    const three = await measureHappenings(whole, 'three');
    const one = await measureHappenings(whole, 'one');
    const weighed = await weighHappenings(whole);
    // A reminder is sent in such a minute, and reported afterwards.
    const weights = { ...weighed, reminder: plus(weighed.reminder, full.left, 1 / BOOKINGS_PER_RUN) };
    const desk = await measureDesk(whole);
    const minute = { bookings: BOOKINGS_PER_RUN, full: full.steps, empty: empty.steps };
    return { happenings: { three, one }, minute, weights, desk, readers: whole.readers };
  } finally {
    await whole.stop();
  }
}

/** Runs what the schedules start in a stack without bookings, until it is warm. */
async function measureIdle(bundles: string): Promise<BillCosts['idle']> {
  const { stack } = await startLiveBusiness(bundles, wholeContract());
  try {
    const idle: BillCosts['idle'] = [];
    const scheduled = [fullContract, shippedContract].flatMap((contract) => standingPartsOf(synthesize(contract)).runs);
    const names = new Map(scheduled.map((run) => [`${run.name} ${JSON.stringify(run.event)}`, run]));
    for (const run of names.values()) {
      const rounds: Step[][] = [];
      for (let round = 0; round < WARM_UP + ROUNDS; round++) {
        const steps: Step[] = [];
        await stack.run(steps, run.name, run.event, 'clock');
        rounds.push(steps.slice(0, 1));
      }
      const secrets = rounds[0]?.[0]?.secretReads ?? 0;
      const [step] = middleSteps(rounds.slice(WARM_UP), run.name);
      if (step) idle.push({ run, step, secrets });
    }
    return idle;
  } finally {
    await stack.stop();
  }
}

/** Measures all that is on the bill, with the deployed functions. */
export async function measureBill(bundles: string): Promise<BillCosts> {
  const whole = await measureWhole(bundles);
  const idle = await measureIdle(bundles);
  const named = await measureNamedBookings(bundles);
  const figures = await measureStatistics(bundles);
  return { ...whole, idle, newNameUnits: namesUnits(named.new) - namesUnits(named.known), figures };
}
