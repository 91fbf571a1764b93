import './calendar.css';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/icon.tsx';
import {
  addDays,
  addMonths,
  type DateBounds,
  dayIn,
  edgeOfWeek,
  isAllowed,
  nameDay,
  nameMonth,
  nameWeekdays,
  weeksOf,
} from '../flow/calendar.ts';
import { useFormWords } from '../words/use-form-words.ts';

/** The day that a key moves to. */
const KEYS: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day) => edgeOfWeek(day, 'first'),
  End: (day) => edgeOfWeek(day, 'last'),
  PageUp: (day) => dayIn(addMonths(day.slice(0, 7), -1), day),
  PageDown: (day) => dayIn(addMonths(day.slice(0, 7), 1), day),
};

/** How far ahead to look for the first available day. */
const SEARCH_DAYS = 400;

type CalendarProps = {
  label: string;
  value: string | undefined;
  bounds: DateBounds;
  today: string;
  choose(day: string): void;
  close(): void;
};

/** Selects a day from a month, with the usual keys of a calendar. */
export function Calendar({ label, value, bounds, today, choose, close }: CalendarProps) {
  const day = useSignal(value ?? firstAllowed(bounds, today));
  const current = useRef<HTMLButtonElement>(null);
  const followsFocus = useRef(true);
  const month = day.value.slice(0, 7);
  const { names, monthBefore, nextMonth } = useFormWords();
  const monthName = nameMonth(month, names);
  useLayoutEffect(() => {
    if (followsFocus.current) current.current?.focus();
    followsFocus.current = false;
  });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      // Escape closes the calendar and not the form around it.
      event.stopPropagation();
      close();
    }
    const lead = KEYS[event.key];
    if (!lead || !(event.target instanceof HTMLElement && event.target.closest('td'))) return;
    event.preventDefault();
    followsFocus.current = true;
    day.value = lead(day.value);
  }
  function turn(months: number) {
    day.value = dayIn(addMonths(month, months), day.value);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the days inside
    <div class="calendar" onKeyDown={onKeyDown}>
      <div class="calendar-head">
        <button class="icon-button" type="button" onClick={() => turn(-1)} aria-label={monthBefore}>
          <Icon name="chevron-left" />
        </button>
        <p class="calendar-month" aria-live="polite">
          {monthName}
        </p>
        <button class="icon-button" type="button" onClick={() => turn(1)} aria-label={nextMonth}>
          <Icon name="chevron-right" />
        </button>
      </div>
      <table class="calendar-days" aria-label={`${label}, ${monthName}`}>
        <thead>
          <tr>
            {nameWeekdays(names).map((name) => (
              <th key={name} scope="col" abbr={name}>
                {name.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((one, index) => (
                <td key={index}>
                  {one && (
                    <button
                      ref={one === day.value ? current : null}
                      class={`calendar-day ${one === today ? 'is-today' : ''}`}
                      type="button"
                      tabIndex={one === day.value ? 0 : -1}
                      aria-label={nameDay(one, names)}
                      aria-pressed={one === value}
                      aria-disabled={!isAllowed(one, bounds)}
                      onClick={() => isAllowed(one, bounds) && choose(one)}
                    >
                      {Number(one.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function firstAllowed(bounds: DateBounds, today: string): string {
  const from = bounds['min-date'] && bounds['min-date'] > today ? bounds['min-date'] : today;
  for (let ahead = 0; ahead < SEARCH_DAYS; ahead += 1) {
    const day = addDays(from, ahead);
    if (isAllowed(day, bounds)) return day;
  }
  return from;
}
