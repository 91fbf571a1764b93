import { useMemo } from 'preact/hooks';
import { useSession } from './console-session.ts';
import { localeOf, type Times, timesIn } from './times.ts';
import { useLanguage } from './words/language.ts';

/** Days and times in the language that is shown, in the business's time zone. */
export function useTimes(): Times {
  const { timeZone, now } = useSession();
  const locale = localeOf(useLanguage(), navigator.languages);
  return useMemo(() => timesIn(locale, timeZone, now), [locale, timeZone, now]);
}
