import { middleSteps } from '../middle-steps.ts';
import type { Step } from '../one-booking.ts';
import type { StreamReader } from '../stream-readers.ts';
import { type Business, dateIn, daysAfter, FREE, type Kind, type Service, startBusiness } from './business.ts';

export const VERBS = [
  'a form',
  'POST /bookings',
  'PATCH, the same day',
  'PATCH, another day',
  'cancel',
  'GET /slots, 31 days',
] as const;
export type Verb = (typeof VERBS)[number];

/** The runs that follow from one request: its own, and those of the stream's readers. */
export type Measured = Partial<Record<Verb, Step[]>>;

/** Dates ahead: those that are booked, and those that slots are asked of. */
const FIRST_DAY = 2;
const SLOT_DAYS = 31;
const WARM_UP = 3;
const ROUNDS = 5;

/** What a request costs, on two days that are as full before as after it. Without services nothing is booked by hand. */
export async function measureOnce(business: Business, kind: Kind, service: Service, [day, other]: [string, string]) {
  const measured: Measured = {};
  const stepsOf = (verb: Verb): Step[] => {
    const steps: Step[] = [];
    measured[verb] = steps;
    return steps;
  };
  const id = await business.form(stepsOf('a form'), service, day, FREE.first);
  await business.move(stepsOf('PATCH, the same day'), id, { date: day, time: FREE.second });
  await business.move(stepsOf('PATCH, another day'), id, { date: other, time: FREE.first });
  await business.cancel(stepsOf('cancel'), id, {});
  if (kind === 'without services') return measured;
  const byHand = await business.byHand(stepsOf('POST /bookings'), service, day, FREE.first);
  await business.cancel([], byHand, {});
  await business.slots(stepsOf('GET /slots, 31 days'), service, day, daysAfter(day, SLOT_DAYS - 1));
  return measured;
}

/** The last round, each of its steps with the median CPU time of all. Throws if two rounds did not make the same steps. */
export function middleOf(rounds: readonly Measured[]): Measured {
  const middle: Measured = {};
  for (const verb of VERBS) {
    const runs = rounds.flatMap((round) => (round[verb] ? [round[verb]] : []));
    if (runs.length > 0) middle[verb] = middleSteps(runs, verb);
  }
  return middle;
}

export type Verbs = { measured: Record<Kind, Measured>; readers: StreamReader[] };

async function measureKind(bundles: string, kind: Kind): Promise<{ measured: Measured; readers: StreamReader[] }> {
  const business = await startBusiness(bundles, kind);
  try {
    const booked = kind === 'with places' ? SLOT_DAYS : 2;
    for (let day = 0; day < booked; day++) await business.fill('visit', dateIn(FIRST_DAY + day));
    const days: [string, string] = [dateIn(FIRST_DAY), dateIn(FIRST_DAY + 1)];
    const rounds: Measured[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const measured = await measureOnce(business, kind, 'visit', days);
      if (round >= WARM_UP) rounds.push(measured);
    }
    return { measured: middleOf(rounds), readers: business.readers };
  } finally {
    await business.stop();
  }
}

/** What each verb costs at ten claims in the resource's day, with places and in the same business without services. */
export async function measureVerbs(bundles: string): Promise<Verbs> {
  const { measured: withPlaces, readers } = await measureKind(bundles, 'with places');
  const { measured: without } = await measureKind(bundles, 'without services');
  return { measured: { 'with places': withPlaces, 'without services': without }, readers };
}
