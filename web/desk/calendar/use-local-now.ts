import { useEffect, useState } from 'preact/hooks';
import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { useSession } from '../../ui/console-session.ts';
import { dayOf, minuteOfDay } from '../../ui/times.ts';
import type { LocalNow } from './day/judge-move.ts';

/** The line that shows now moves by a pixel in less than a minute. */
const LOOK_MS = 15_000;

/** The business's date and minute, which go on while a view is shown. */
export function useLocalNow(): LocalNow {
  const { now, timeZone, onChange } = useSession();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const look = () => setAt(now());
    const timer = setInterval(look, LOOK_MS);
    // A change may be that of the clock, where that can be moved.
    const unsubscribe = onChange(look);
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [now, onChange]);
  return { date: LocalDate.parse(dayOf(at, timeZone)), minute: minuteOfDay(instantAt(at), timeZone) };
}
