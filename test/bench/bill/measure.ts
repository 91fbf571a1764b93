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
import type { Weight } from './weight.ts';
import { startWholeBooking, type WholeBooking, wholeContract } from './whole-booking.ts';

const WARM_UP = 3;
const ROUNDS = 5;
const MINUTES = 2;

/** What may happen around a booking, each with all that follows from it by stream and queue. */
export const HAPPENINGS = ['booking', 'reminder', 'move', 'cancellation', 'message'] as const;
export type Happening = (typeof HAPPENINGS)[number];

export type BillCosts = {
  happenings: Record<Urls, Record<Happening, Step[]>>;
  /** What one minute of `reconcile` takes with so many bookings, and with none. */
  minute: { bookings: number; full: Step[]; empty: Step[] };
  /** A run that finds nothing to do, by what the schedule starts, and the secrets that it reads in a new process. */
  idle: { run: ScheduledRun; step: Step; secrets: number }[];
  /** A desk asks whether anything changed, and reads a day of so many bookings again. */
  desk: { question: Step; day: Step[]; bookings: number };
  /** Write units more for a customer whose name is new. */
  newNameUnits: number;
  figures: StatisticsCosts;
  /** What one booking leaves in the table. */
  weight: Weight;
  readers: StreamReader[];
};

const noRounds = (): Record<Happening, Step[][]> => ({
  booking: [],
  reminder: [],
  move: [],
  cancellation: [],
  message: [],
});

/** One booking with all that may happen to it. */
async function playRound(whole: WholeBooking, urls: Urls): Promise<Record<Happening, Step[]>> {
  const steps: Record<Happening, Step[]> = { booking: [], reminder: [], move: [], cancellation: [], message: [] };
  await whole.write(steps.message, urls);
  const booked = await whole.book(steps.booking, urls);
  await whole.reportReminder(steps.reminder, urls);
  await whole.move(steps.move, urls, booked);
  await whole.cancel(steps.cancellation, urls, booked);
  return steps;
}

async function measureHappenings(whole: WholeBooking, urls: Urls): Promise<Record<Happening, Step[]>> {
  const rounds = noRounds();
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const steps = await playRound(whole, urls);
    for (const happening of HAPPENINGS) if (round >= WARM_UP) rounds[happening].push(steps[happening]);
  }
  const middle = (happening: Happening) => middleSteps(rounds[happening], `${happening} with ${urls} URL`);
  return {
    booking: middle('booking'),
    reminder: middle('reminder'),
    move: middle('move'),
    cancellation: middle('cancellation'),
    message: middle('message'),
  };
}

async function measureDesk(whole: WholeBooking): Promise<BillCosts['desk']> {
  const bookings = BOOKINGS_PER_RUN * (MINUTES + 1);
  const query = { from: whole.date, to: whole.date };
  const questions: Step[][] = [];
  const days: Step[][] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const [question, day]: [Step[], Step[]] = [[], []];
    await whole.run(question, 'query-changes', apiEvent('GET /changes', {}));
    await whole.run(day, 'query-bookings', apiEvent('GET /bookings', { query }));
    await whole.run(day, 'query-closures', apiEvent('GET /closures', { query }));
    await whole.run(day, 'query-worklist', apiEvent('GET /worklist', { query }));
    if (round < WARM_UP) continue;
    questions.push(question);
    days.push(day);
  }
  const [question] = middleSteps(questions, 'a question of a desk');
  if (!question) throw new Error('The question of a desk was not measured.');
  return { question, day: middleSteps(days, 'a day read again'), bookings };
}

/** Bookings until the functions are warm, then the middle of some; and what the table holds more after one. */
async function measureWhole(bundles: string) {
  const whole = await startWholeBooking(bundles);
  try {
    await whole.follow(0);
    const empty = await whole.follow(0);
    let full: Step[] = [];
    for (let minute = 0; minute <= MINUTES; minute++) full = await whole.follow(BOOKINGS_PER_RUN);
    const three = await measureHappenings(whole, 'three');
    const before = await whole.weigh();
    const one = await measureHappenings(whole, 'one');
    const after = await whole.weigh();
    // Each customer had an appointment before, so that there are two bookings in each round.
    const bookings = 2 * (WARM_UP + ROUNDS);
    const weight = {
      items: (after.items - before.items) / bookings,
      indexes: (after.indexes - before.indexes) / bookings,
    };
    const desk = await measureDesk(whole);
    const minute = { bookings: BOOKINGS_PER_RUN, full, empty };
    return { happenings: { three, one }, minute, weight, desk, readers: whole.readers };
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
