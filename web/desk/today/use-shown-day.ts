import { useMemo } from 'preact/hooks';
import { useWords } from '../../ui/words/language.ts';
import { clashesOf } from '../calendar/day/clashes.ts';
import { columnsOf } from '../calendar/day/day-columns.ts';
import type { DayFacts } from '../calendar/day/day-facts.ts';
import type { LocalNow } from '../calendar/day/judge-move.ts';
import { gridColumn } from '../calendar/grid/grid-column.ts';
import { useKnown } from '../calendar/use-known.ts';
import { CALENDAR_WORDS } from '../calendar/words.ts';
import type { WorkEntries } from '../worklist/worklist.ts';

/** A day as it is drawn: its columns, who is there at once with somebody, and what is known of its appointments. */
export function useShownDay(facts: DayFacts, work: Pick<WorkEntries, 'calls' | 'bookings'> | undefined, now: LocalNow) {
  const words = useWords(CALENDAR_WORDS);
  const columns = useMemo(() => {
    const without = facts.terms.services ? words.noPlace : words.everything;
    return columnsOf(facts).map((column) => gridColumn(column, column.resource?.name ?? without, facts.terms, now));
  }, [facts, now.date, now.minute, words]);
  const clashes = useMemo(() => clashesOf(columns), [columns]);
  return { columns, clashes, known: useKnown(work, clashes) };
}
