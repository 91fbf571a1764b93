import type { ClosureView } from '../../../functions/shared/http/answers/closures.ts';
import { useSession } from '../../ui/console-session.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { daysOf } from './closure-form.ts';
import { CLOSURE_WORDS } from './words.ts';

type Named = Pick<ClosureView, 'hours' | 'from' | 'to' | 'reason' | 'resource'>;

/** A closure in words: when it is, who is closed, and what is open. */
export function useClosureNames() {
  const words = useWords(CLOSURE_WORDS);
  const times = useTimes();
  const { contract } = useSession();
  const clock = (time: string) => times.clockTime(`2000-01-01T${time.replace('24:00', '00:00')}Z`, 'UTC');

  return {
    /** `Thu 24 Dec – Sat 26 Dec`, `Thu 24 Dec, 12:00 – 14:00` */
    when({ from, to }: Named): string {
      const { first, last } = daysOf({ from, to });
      const isWhole = from.endsWith('T00:00') && to.endsWith('T00:00');
      if (isWhole) return first === last ? times.dayName(first) : `${times.dayName(first)} – ${times.dayName(last)}`;
      const [fromTime, toTime] = [clock(from.slice(11)), clock(to.slice(11))];
      return first === last
        ? `${times.dayName(first)}, ${fromTime} – ${toTime}`
        : `${times.dayName(first)}, ${fromTime} – ${times.dayName(last)}, ${toTime}`;
    },

    who: ({ resource }: Named): string =>
      contract.resources.find(({ id }) => id === resource)?.name ?? resource ?? words.everybody,

    what: ({ hours }: Named): string =>
      hours?.map(({ from, to }) => words.openFrom(clock(from), clock(to))).join(', ') ?? words.closed,
  };
}
