import { WEEKDAYS, type WeeklyHours } from '../../functions/shared/domain/business-terms.ts';
import { readWrittenTime } from '../../functions/shared/domain/forms/written-time.ts';
import { minuteOf, wallTime } from '../../functions/shared/domain/places/local-days.ts';
import { DEFAULT_RULES, type PlaceTerms } from '../../functions/shared/domain/places/service.ts';
import { type Interval, MINUTE_MS, unionOf } from '../../functions/shared/domain/places/time-set.ts';
import { languageTag, timeInWords } from '../../functions/shared/domain/text/local-words.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';

/** The most options of a Dropdown (docs/provider.md, section 6). */
const MOST_TIMES = 200;
const MINUTES_OF_DAY = 1_440;

/** The openings of the weekdays, in minutes since midnight. Spans that meet are one. */
const openingsOf = (hours: WeeklyHours | undefined): Interval[] =>
  WEEKDAYS.flatMap((day) => {
    const spans = hours ? (hours[day] ?? []) : [{ from: '00:00', to: '24:00' }];
    return unionOf(spans.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) })));
  });

/** From the first to the last minute at which a service may start in an opening of one who gives it. */
const startsAllowed = ({ services = [], resources = [], openingHours }: PlaceTerms): { from: number; last: number }[] =>
  services.flatMap(({ needs, minutes }) =>
    resources
      .filter(({ id }) => needs[0]?.includes(id))
      .flatMap((resource) => openingsOf(resource.openingHours ?? openingHours))
      // What is open at midnight may be open after it as well.
      .map(({ from, to }) => ({ from, last: to === MINUTES_OF_DAY ? to - 1 : to - minutes })),
  );

/**
 * The times at which something starts on some weekday, in minutes since midnight. Where they are too many for a form,
 * it offers every second one, every third one and so on.
 */
export function formTimes(places: PlaceTerms): number[] {
  const { slotEveryMinutes: step = DEFAULT_RULES.slotEveryMinutes } = places;
  const allowed = startsAllowed(places);
  const every = (minutes: number) =>
    Array.from({ length: Math.ceil(MINUTES_OF_DAY / minutes) }, (_, index) => index * minutes).filter((minute) =>
      allowed.some(({ from, last }) => from <= minute && minute <= last),
    );
  let times = every(step);
  for (let factor = 2; times.length > MOST_TIMES; factor++) times = every(step * factor);
  return times;
}

/**
 * A time of day as a confirmation in the language writes it, so that form and confirmation look alike. The form answers
 * with these words: where they could not be read back, it shows `09:30`.
 */
export function timeShown(minute: number, language: string): string {
  const words = timeInWords(instantAt(minute * MINUTE_MS), { language: languageTag(language), timeZone: 'UTC' });
  const read = readWrittenTime(words, { timeZone: 'UTC', languages: [language] }, undefined);
  const time = wallTime(minute);
  return read?.clock.equals(time) && !read.endsDay ? words : time;
}
