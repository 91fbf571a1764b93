import { MINUTE_MS } from '../../../functions/shared/domain/places/time-set.ts';
import type { Times } from '../../ui/times.ts';
import { useWords } from '../../ui/words/language.ts';
import { useServiceName } from '../booking/use-service-name.ts';
import type { DayEntry } from './day/day-facts.ts';
import { CALENDAR_WORDS } from './words.ts';

/** A minute of a day as the region writes it: `09:30`, `9:30 am`; 1440 is midnight. */
export const clockOf = (minute: number, { clockTime }: Times): string => clockTime(minute * MINUTE_MS, 'UTC');

/** Whose appointment it is, and of what, as the desk names them. */
export function useEntryTexts() {
  const { somebody } = useWords(CALENDAR_WORDS);
  const service = useServiceName();
  return {
    nameOf: ({ booking }: DayEntry): string => booking.customerName ?? somebody,
    serviceOf: ({ booking }: DayEntry): string | undefined => service(booking),
  };
}
