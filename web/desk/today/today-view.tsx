import './today-view.css';
import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { addDays } from '../../../functions/shared/domain/places/local-days.ts';
import { Icon } from '../../ui/icon.tsx';
import { Fault, Unread } from '../../ui/states.tsx';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { CalendarHead } from '../calendar/calendar-head.tsx';
import type { DayFacts } from '../calendar/day/day-facts.ts';
import { stepOf } from '../calendar/day/free-places.ts';
import type { LocalNow } from '../calendar/day/judge-move.ts';
import { unreadColumn } from '../calendar/grid/grid-column.ts';
import { TimeGrid } from '../calendar/grid/time-grid.tsx';
import { useActs } from '../calendar/use-acts.tsx';
import { type LoadedDays, useDays } from '../calendar/use-days.ts';
import { useIsNarrow } from '../calendar/use-is-narrow.ts';
import { useLocalNow } from '../calendar/use-local-now.ts';
import { MonthFilesButton } from '../month-files/month-files-button.tsx';
import type { Route } from '../shell/address.ts';
import type { WorkEntries } from '../worklist/worklist.ts';
import { ClashNotes } from './clash-notes.tsx';
import { DayFactsLine } from './day-facts-line.tsx';
import { DayList } from './day-list.tsx';
import { DaySheet } from './day-sheet.tsx';
import { usePrint } from './use-print.ts';
import { useShownDay } from './use-shown-day.ts';
import { TODAY_WORDS } from './words.ts';

/** With less room a day is a list. */
const COLUMNS_PX = 640;

type Work = Pick<WorkEntries, 'calls' | 'bookings' | 'questions'>;

type TodayProps = {
  /** Today unless given. */
  day?: string | undefined;
  /** What waits for a person, as far as it is known. */
  work: Work | undefined;
};

/** A day: who comes when and to whom, what is free, and what waits for somebody. */
export function TodayView({ day, work }: TodayProps) {
  const now = useLocalNow();
  const loaded = useDays(day === undefined ? now.date : LocalDate.parse(day), 1);
  const [facts] = loaded.days;
  return facts ? <Day facts={facts} loaded={loaded} now={now} work={work} /> : null;
}

const routeTo = (day: string, today: LocalDate): Route => (day === today ? { view: 'today' } : { view: 'day', day });

type DayProps = { facts: DayFacts; loaded: LoadedDays; now: LocalNow; work: Work | undefined };

function Day({ facts, loaded: { days, isRead, fault, reload }, now, work }: DayProps) {
  const { date, terms } = facts;
  const words = useWords(TODAY_WORDS);
  const { longDay } = useTimes();
  const { acts, dialog } = useActs(days, now, reload);
  const [room, isNarrow] = useIsNarrow<HTMLDivElement>(COLUMNS_PX);
  const { columns, clashes, known } = useShownDay(facts, work, now);
  const { phones, print, isPrinting } = usePrint(date);
  const grid = { columns: isRead ? columns : columns.map(unreadColumn), known, now, acts };

  return (
    <div class="day" ref={room}>
      <CalendarHead
        words={words.days}
        date={date}
        title={<time dateTime={date}>{longDay(date)}</time>}
        routes={{
          before: routeTo(addDays(date, -1), now.date),
          present: { view: 'today' },
          after: routeTo(addDays(date, 1), now.date),
          to: (chosen) => routeTo(chosen, now.date),
        }}
        isPresent={date === now.date}
      >
        <button type="button" class="button" disabled={isPrinting || !isRead} onClick={print}>
          <Icon name="print" />
          <span>{words.print}</span>
        </button>
        <MonthFilesButton day={date} />
        {acts.book && (
          <button type="button" class="button is-primary" onClick={() => acts.book?.({ date })}>
            <Icon name="plus" />
            <span>{words.book}</span>
          </button>
        )}
      </CalendarHead>
      <DayFactsLine facts={facts} isRead={isRead} isOver={date < now.date} work={work} known={known} />
      {fault !== undefined && !isRead ? (
        <Unread fault={fault} again={reload} />
      ) : isNarrow ? (
        <DayList key={date} facts={facts} {...grid} />
      ) : (
        <TimeGrid label={longDay(date)} step={stepOf(terms)} isBusy={!isRead} {...grid} />
      )}
      {isRead && <Fault>{fault}</Fault>}
      <ClashNotes clashes={clashes} facts={facts} now={now} acts={acts} />
      <DaySheet facts={facts} known={known} phones={phones} />
      {dialog}
    </div>
  );
}
