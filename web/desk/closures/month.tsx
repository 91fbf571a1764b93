import './month.css';
import { useRef } from 'preact/hooks';
import { WEEKDAYS, type WeeklyHours } from '../../../functions/shared/domain/business-terms.ts';
import type { ClosureView } from '../../../functions/shared/http/answers/closures.ts';
import { useSession } from '../../ui/console-session.ts';
import { addDays, dayOf, weekdayOf } from '../../ui/times.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { holdsOn } from './closure-form.ts';
import { useClosureNames } from './closure-names.ts';
import { CLOSURE_WORDS } from './words.ts';

type MonthProps = {
  /** A day of the month. */
  month: string;
  weeks: readonly (readonly string[])[];
  closures: readonly ClosureView[];
  choose(day: string): void;
};

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** So many closures are named in a day; the others are counted. */
const NAMED = 2;

/** A month of days with what is closed on them. A press on a day closes it; the arrow keys go from day to day. */
export function Month({ month, weeks, closures, choose }: MonthProps) {
  const words = useWords(CLOSURE_WORDS);
  const times = useTimes();
  const { now, timeZone } = useSession();
  const today = dayOf(now(), timeZone);
  const table = useRef<HTMLTableElement>(null);
  const inMonth = (day: string) => day.slice(0, 7) === month.slice(0, 7);
  const start = inMonth(today) ? today : `${month.slice(0, 7)}-01`;

  function moveByKey(event: KeyboardEvent, day: string) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = table.current?.querySelector<HTMLButtonElement>(`[data-day="${addDays(day, step)}"]`);
    next?.focus();
  }
  return (
    <table class="month" ref={table}>
      <caption class="spoken">{times.monthName(month)}</caption>
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col">
              {times.weekdayName(weekdayOf(day))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <DayCell
                key={day}
                day={day}
                closures={closures.filter((closure) => holdsOn(day, closure))}
                isToday={day === today}
                isOther={!inMonth(day)}
                isStart={day === start}
                press={() => choose(day)}
                moveByKey={(event) => moveByKey(event, day)}
                label={words.ofDay}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whether a weekly plan has any hours on a day's weekday; without a plan it is always open. */
function isOpenOn(day: string, hours: WeeklyHours | undefined): boolean {
  const weekday = WEEKDAYS[weekdayOf(day) - 1];
  return !hours || (weekday !== undefined && (hours[weekday]?.length ?? 0) > 0);
}

type DayProps = {
  day: string;
  closures: readonly ClosureView[];
  isToday: boolean;
  isOther: boolean;
  /** The Tab key stops here. */
  isStart: boolean;
  press(): void;
  moveByKey(event: KeyboardEvent): void;
  label(day: string, closures: string): string;
};

function DayCell({ day, closures, isToday, isOther, isStart, press, moveByKey, label }: DayProps) {
  const { contract } = useSession();
  const times = useTimes();
  const names = useClosureNames();
  const said = closures.map((closure) => `${names.who(closure)}, ${names.what(closure)}`).join('; ');
  const isClosed = closures.some(({ resource, hours }) => !resource && !hours);
  const kinds = [
    'month-day',
    isToday && 'is-today',
    isOther && 'is-other',
    (isClosed || !isOpenOn(day, contract.openingHours)) && 'is-closed',
  ];
  return (
    <td>
      <button
        type="button"
        class={kinds.filter(Boolean).join(' ')}
        data-day={day}
        aria-current={isToday ? 'date' : undefined}
        tabIndex={isStart ? 0 : -1}
        onClick={press}
        onKeyDown={moveByKey}
      >
        <span class="spoken">{label(times.longDay(day), said)}</span>
        <span class="month-number" aria-hidden="true">
          {Number(day.slice(8))}
        </span>
        {closures.slice(0, NAMED).map((closure) => (
          <span
            key={closure.closureId}
            class={closure.hours ? 'month-closure is-open' : 'month-closure'}
            aria-hidden="true"
          >
            {closure.resource ? `${names.who(closure)}: ${names.what(closure)}` : names.what(closure)}
          </span>
        ))}
        {closures.length > NAMED && (
          <span class="month-more" aria-hidden="true">
            +{closures.length - NAMED}
          </span>
        )}
      </button>
    </td>
  );
}
