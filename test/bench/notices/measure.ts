import { BOOKINGS_PER_RUN, sum } from '../cost-model.ts';
import { middleSteps } from '../middle-steps.ts';
import { type Step, startBooking, type Urls } from '../one-booking.ts';
import type { StreamReader } from '../stream-readers.ts';
import { startTelling } from './told-booking.ts';

const WARM_UP = 3;
const ROUNDS = 5;
const MINUTES = 3;

/** What a contract has customers told: nothing, of their booking, or of it and once more before it begins. */
export const TOLD = ['nothing', 'notice', 'reminder'] as const;
export type Told = (typeof TOLD)[number];

/** The steps of one booking, and those of `reconcile` in a minute of such bookings. */
export type ToldCosts = { steps: Record<Urls, Step[]>; minute: Step[] };
export type TellingCosts = { costs: Record<Told, ToldCosts>; readers: StreamReader[] };

const cpuOf = (steps: readonly Step[]) => sum(steps.map(({ cpuMs }) => cpuMs));

/** The round whose processor time is in the middle: records come in another order each time. */
function middleRound(rounds: readonly Step[][]): Step[] {
  const inOrder = rounds.toSorted((one, other) => cpuOf(one) - cpuOf(other));
  return inOrder[Math.floor(inOrder.length / 2)] ?? [];
}

/** Repeats something until it is warm, then takes the middle of what it takes. */
async function repeated(what: string, once: () => Promise<Step[]>): Promise<Step[]> {
  const rounds: Step[][] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const steps = await once();
    if (round >= WARM_UP) rounds.push(steps);
  }
  return middleSteps(rounds, what);
}

/** The middle of several minutes. The first has nothing to follow of a minute before. */
async function minutesOf(follow: (bookings: number) => Promise<Step[]>): Promise<Step[]> {
  await follow(BOOKINGS_PER_RUN);
  const minutes: Step[][] = [];
  for (let minute = 0; minute < MINUTES; minute++) minutes.push(await follow(BOOKINGS_PER_RUN));
  return middleRound(minutes);
}

async function measureUntold(bundles: string): Promise<ToldCosts & { readers: StreamReader[] }> {
  const booking = await startBooking(bundles);
  try {
    const minute = await minutesOf(booking.follow);
    const three = await repeated('a booking', () => booking.book('three'));
    const one = await repeated('a booking', () => booking.book('one'));
    return { steps: { three, one }, minute, readers: booking.readers };
  } finally {
    await booking.stop();
  }
}

async function measureTold(bundles: string, reminds: boolean): Promise<ToldCosts> {
  const telling = await startTelling(bundles, reminds);
  const stepsOf = async (urls: Urls) => [
    ...(await repeated('a notice', () => telling.tell(urls))),
    ...(reminds ? await repeated('a reminder', () => telling.reportReminder(urls)) : []),
  ];
  try {
    const minute = await minutesOf(telling.follow);
    return { steps: { three: await stepsOf('three'), one: await stepsOf('one') }, minute };
  } finally {
    await telling.stop();
  }
}

/** Books, tells and reminds with the deployed functions until they are warm, then counts and measures. */
export async function measureTelling(bundles: string): Promise<TellingCosts> {
  const { readers, ...nothing } = await measureUntold(bundles);
  const [notice, reminder] = [await measureTold(bundles, false), await measureTold(bundles, true)];
  const after = ({ steps, minute }: ToldCosts): ToldCosts => ({
    steps: { three: [...nothing.steps.three, ...steps.three], one: [...nothing.steps.one, ...steps.one] },
    minute,
  });
  return { costs: { nothing, notice: after(notice), reminder: after(reminder) }, readers };
}
