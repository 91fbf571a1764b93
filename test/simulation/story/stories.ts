import { storyOf } from './acts.ts';
import type { Story } from './story.ts';
import { storyOfTwoYears } from './two-years.ts';

/** The story of each seed: one of hours or days, or one of two years of a clinic with so many bookings. */
export const storiesOf = (bookingsInTwoYears: number | undefined): ((seed: number) => Story) =>
  bookingsInTwoYears === undefined ? storyOf : (seed) => storyOfTwoYears(seed, bookingsInTwoYears);
