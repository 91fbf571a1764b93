import './week-view.css';
import { useMemo, useState } from 'preact/hooks';
import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { addDays } from '../../../functions/shared/domain/places/local-days.ts';
import type { Resource } from '../../../functions/shared/domain/places/service.ts';
import { Fault, Unread } from '../../ui/states.tsx';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { CalendarHead } from '../calendar/calendar-head.tsx';
import { clashesOf } from '../calendar/day/clashes.ts';
import { columnsOf } from '../calendar/day/day-columns.ts';
import type { DayTerms } from '../calendar/day/day-facts.ts';
import { stepOf } from '../calendar/day/free-places.ts';
import { unreadColumn } from '../calendar/grid/grid-column.ts';
import { TimeGrid } from '../calendar/grid/time-grid.tsx';
import { useActs } from '../calendar/use-acts.tsx';
import { useDays } from '../calendar/use-days.ts';
import { useIsNarrow } from '../calendar/use-is-narrow.ts';
import { useKnown } from '../calendar/use-known.ts';
import { useLocalNow } from '../calendar/use-local-now.ts';
import { addressOf, type Route } from '../shell/address.ts';
import type { WorkEntries } from '../worklist/worklist.ts';
import { weekColumns } from './week-columns.ts';
import { WeekList } from './week-list.tsx';
import { WEEK_WORDS } from './words.ts';

/** With less room a week is a list of its days. */
const COLUMNS_PX = 760;
const DAYS = 7;

type WeekProps = {
  /** The week of this day; the present one unless given. */
  day?: string | undefined;
  work: Pick<WorkEntries, 'calls' | 'bookings'> | undefined;
};

/** A week, of everybody or of one resource. */
export function WeekView({ day, work }: WeekProps) {
  const words = useWords(WEEK_WORDS);
  const { dayName, firstDayOfWeek } = useTimes();
  const now = useLocalNow();
  const first = LocalDate.parse(firstDayOfWeek(day ?? now.date));
  const { days, isRead, fault, reload } = useDays(first, DAYS);
  const terms = days[0]?.terms ?? {};
  const [chosen, choose] = useState<Resource>();
  const { acts, dialog } = useActs(days, now, reload);
  const [room, isNarrow] = useIsNarrow<HTMLDivElement>(COLUMNS_PX);
  const columns = useMemo(() => {
    const known = weekColumns(days, chosen, now, dayName);
    return isRead ? known : known.map(unreadColumn);
  }, [days, isRead, chosen, now.date, now.minute, dayName]);
  const clashes = useMemo(() => days.flatMap((facts) => clashesOf(columnsOf(facts))), [days]);
  const known = useKnown(work, clashes);
  const count = columns.reduce((sum, { placed }) => sum + placed.length, 0);
  const span = `${dayName(first)} – ${dayName(addDays(first, DAYS - 1))}`;

  return (
    <div class="week" ref={room}>
      <CalendarHead
        words={words.weeks}
        date={first}
        title={span}
        routes={{
          before: weekOf(addDays(first, -DAYS)),
          present: { view: 'week' },
          after: weekOf(addDays(first, DAYS)),
          to: weekOf,
        }}
        isPresent={days.some(({ date }) => date === now.date)}
      >
        <p class="week-status" role="status">
          {isRead && words.appointments(count)}
        </p>
        <WhoseChoice terms={terms} chosen={chosen} choose={choose} />
      </CalendarHead>
      {fault !== undefined && !isRead ? (
        <Unread fault={fault} again={reload} />
      ) : isNarrow ? (
        <WeekList columns={columns} days={days} known={known} now={now} acts={acts} />
      ) : (
        <TimeGrid
          label={`${words.label}, ${span}`}
          columns={columns}
          known={known}
          now={now}
          step={stepOf(terms)}
          acts={acts}
          isBusy={!isRead}
          head={({ date, title }) => (
            <a class="week-day" href={addressOf({ view: 'day', day: date })}>
              {title}
            </a>
          )}
        />
      )}
      {isRead && <Fault>{fault}</Fault>}
      {dialog}
    </div>
  );
}

const weekOf = (day: string): Route => ({ view: 'week', day });

type WhoseProps = { terms: DayTerms; chosen: Resource | undefined; choose(resource: Resource | undefined): void };

function WhoseChoice({ terms: { resources = [] }, chosen, choose }: WhoseProps) {
  const words = useWords(WEEK_WORDS);
  if (resources.length < 2) return null;
  return (
    <select
      class="input week-whose"
      aria-label={words.whose}
      value={chosen?.id ?? ''}
      onChange={({ currentTarget: { value } }) => choose(resources.find(({ id }) => id === value))}
    >
      <option value="">{words.everybody}</option>
      {resources.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
