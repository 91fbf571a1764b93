import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../functions/shared/domain/places/service.ts';
import { CAPACITY, CLAIMS, dateIn, startBusiness } from './business.ts';
import { copyDay } from './copied-days.ts';
import { type Measured, measureOnce } from './verbs.ts';

/** Claims in the resource's day. */
export const DENSITIES = [10, 100, 400] as const;
/** Bookings of others on the same day, and on another day, by resources with ten claims each. */
export const BOOKINGS_A_DAY = [100, 1_000, 10_000] as const;

export type Densities = { ofOwnDay: Map<number, Measured>; ofOthers: Map<number, Measured> };

const OWN_DAYS: [string, string] = [dateIn(36), dateIn(37)];
const SHARED_DAYS: [string, string] = [dateIn(2), dateIn(3)];
const OTHER_DAY = dateIn(12);
/** What the days that are copied are like. */
const LIKE = dateIn(50);

/** The second of two rounds: in the first one the processes of the functions learn what they ask once. */
async function secondOf(measure: () => Promise<Measured>): Promise<Measured> {
  await measure();
  return measure();
}

const keyOf = (resource: string, date: string) => ({
  resource: ResourceId.parse(resource),
  date: LocalDate.parse(date),
});

/** What a request takes, the fuller its own day is, and the more others have booked. `onProgress` hears how far it is. */
export async function measureDensity(bundles: string, onProgress: (what: string) => void): Promise<Densities> {
  const business = await startBusiness(bundles, 'with places');
  const [ofOwnDay, ofOthers] = [new Map<number, Measured>(), new Map<number, Measured>()];
  try {
    await business.fill('course', LIKE);
    await business.fill('visit', LIKE);
    for (const claims of DENSITIES) {
      onProgress(`places: ${claims} claims in a day`);
      const days = OWN_DAYS.map((date) => keyOf('hall', date));
      await copyDay(business, keyOf('hall', LIKE), days, { claims, capacity: CAPACITY.course });
      ofOwnDay.set(claims, await secondOf(() => measureOnce(business, 'with places', 'course', OWN_DAYS)));
    }
    for (const date of SHARED_DAYS) await business.fill('visit', date);
    let resources = 0;
    for (const bookings of BOOKINGS_A_DAY) {
      onProgress(`places: ${bookings.toLocaleString('en')} bookings a day`);
      const others = Array.from({ length: bookings / CLAIMS - resources }, (_, index) => `other-${resources + index}`);
      const days = [SHARED_DAYS[0], OTHER_DAY].flatMap((date) => others.map((id) => keyOf(id, date)));
      await copyDay(business, keyOf('ana', LIKE), days, { claims: CLAIMS, capacity: CAPACITY.visit });
      resources += others.length;
      ofOthers.set(bookings, await secondOf(() => measureOnce(business, 'with places', 'visit', SHARED_DAYS)));
    }
    return { ofOwnDay, ofOthers };
  } finally {
    await business.stop();
  }
}
