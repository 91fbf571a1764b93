import type { LocalDate } from '../places/day.ts';
import { addDays, dateShown } from '../places/local-days.ts';
import { DEFAULT_RULES } from '../places/service.ts';
import type { Slot } from '../places/slots.ts';
import { languageTag, timeInWords } from '../text/local-words.ts';
import { type Policy, type ScreenAnswer, type Viewer, withMessage } from './screen-answer.ts';
import { ANYONE, SCREENS } from './screen-ids.ts';
import { type Choice, type Typed, typedText } from './step.ts';
import type { LiveWords } from './words.ts';

/** The most options of a Dropdown (docs/provider.md, section 6). */
const MOST_TIMES = 200;

/** The first and the last date that the calendar shows at `now`. */
export function datesShown({ timeZone, horizonDays }: Policy, now: number): { first: LocalDate; last: LocalDate } {
  const first = dateShown(timeZone, now);
  return { first, last: addDays(first, horizonDays ?? DEFAULT_RULES.horizonDays) };
}

/** Where more times are free than a list may have, it shows every second one, every third one and so on. */
function listed<Item>(items: readonly Item[]): Item[] {
  const every = Math.ceil(items.length / MOST_TIMES);
  return items.filter((_, index) => index % every === 0);
}

/** The date whose times are shown: the wished one, else the next one that has any, else the first. */
function dateOf(slots: readonly Slot[], wished: LocalDate | undefined): LocalDate | undefined {
  const next = wished && slots.find(({ date }) => date >= wished);
  return (next ?? slots[0])?.date;
}

function messageOf(words: LiveWords, date: LocalDate | undefined, wished: LocalDate | undefined): string | undefined {
  if (date === undefined) return words.noDays;
  return wished !== undefined && wished !== date ? words.noTimes : undefined;
}

/** `open`: the dates that have times, where `slots` are those of one of them only. */
export type Times = {
  slots: readonly Slot[];
  now: number;
  wished?: LocalDate | undefined;
  open?: ReadonlySet<LocalDate>;
};

/**
 * The second screen: the days and times that are free at `now`. `wished` is the date whose times are shown, `typed` what
 * this phone sent before: it is on no screen here, and comes back with the next request.
 */
export function whenScreen(
  policy: Policy,
  viewer: Viewer,
  { choice: { service, resource = ANYONE }, typed }: { choice: Choice; typed: Typed },
  { slots, now, wished, open = new Set(slots.map(({ date }) => date)) }: Times,
  message?: string,
): ScreenAnswer {
  const { words } = viewer;
  const locale = { language: languageTag(viewer.language), timeZone: policy.timeZone };
  const { first, last } = datesShown(policy, now);
  const date = dateOf(slots, wished);
  const times = listed(slots.filter((slot) => slot.date === date)).map(({ time, startsAt }) => ({
    id: String(time),
    title: timeInWords(startsAt, locale),
  }));
  // The day before the first keeps the list from being empty.
  const closed: string[] = [addDays(first, -1)];
  for (let day = first; day <= last; day = addDays(day, 1)) if (!open.has(day)) closed.push(day);
  const data = {
    ref: viewer.ref,
    service,
    resource,
    typed: typedText(typed),
    heading: viewer.isMove ? words.moveHeading : words.heading,
    day_label: words.day,
    min_date: first,
    max_date: last,
    unavailable_dates: closed,
    date: date ?? first,
    time_label: words.time,
    // WhatsApp refuses an empty list: with nothing to choose from, calendar and list are hidden.
    times: times.length > 0 ? times : [{ id: ANYONE, title: ANYONE }],
    has_times: times.length > 0,
    none_label: words.none,
    next_label: words.next,
  };
  return { screen: SCREENS.when, data: withMessage(data, message ?? messageOf(words, date, wished)) };
}
