import type { Service } from '../../../functions/shared/domain/places/service.ts';
import { MINUTE_MS } from '../../../functions/shared/domain/places/time-set.ts';
import type { Times } from '../../ui/times.ts';
import { type Language, useLanguage, useWords } from '../../ui/words/language.ts';
import type { DayEntry } from './day/day-facts.ts';
import { CALENDAR_WORDS } from './words.ts';

/** A minute of a day as the region writes it: `09:30`, `9:30 am`; 1440 is midnight. */
export const clockOf = (minute: number, { clockTime }: Times): string => clockTime(minute * MINUTE_MS, 'UTC');

/** A title in the language that is shown, or in the first there is. */
function titleIn(title: Service['title'], language: Language): string | undefined {
  const tag = Object.keys(title).find((one) => one.split(/[-_]/)[0] === language) ?? Object.keys(title)[0];
  return tag === undefined ? undefined : title[tag];
}

/** Whose appointment it is, and of what, as the desk names them. */
export function useEntryTexts(services: readonly Pick<Service, 'id' | 'title'>[]) {
  const { somebody } = useWords(CALENDAR_WORDS);
  const language = useLanguage();
  return {
    nameOf: ({ booking }: DayEntry): string => booking.customerName ?? somebody,
    serviceOf({ booking }: DayEntry): string | undefined {
      const known = services.find(({ id }) => id === booking.service);
      return (known && titleIn(known.title, language)) ?? booking.serviceTitle ?? booking.service;
    },
  };
}
