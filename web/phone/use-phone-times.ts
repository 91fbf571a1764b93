import { useMemo } from 'preact/hooks';
import { localeOf, type Times, timesIn } from '../ui/times.ts';
import { useLanguage } from '../ui/words/language.ts';
import type { PhoneState } from './phone-state.ts';

/** Days and times in the language that is shown, by the stack's clock and in the business's time zone. */
export function usePhoneTimes({ timeZone, now }: Pick<PhoneState, 'timeZone' | 'now'>): Times {
  const locale = localeOf(useLanguage(), navigator.languages);
  const zone = timeZone.value;
  return useMemo(() => timesIn(locale, zone, now), [locale, zone, now]);
}
