import './time-grid.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useTimes } from '../../../ui/use-times.ts';
import { hoursShown } from '../day/day-columns.ts';
import type { LocalNow } from '../day/judge-move.ts';
import type { Known } from '../day/marks.ts';
import { ColumnBody } from './column-body.tsx';
import { GhostWords } from './ghost.tsx';
import type { GridActs, GridColumn } from './grid-column.ts';
import { useMove } from './use-move.ts';

type TimeGridProps = {
  /** What it shows, for screen readers. */
  label: string;
  columns: readonly GridColumn[];
  known: Known;
  now: LocalNow;
  /** The minutes between two starts. */
  step: number;
  acts: GridActs;
  isBusy: boolean;
  /** The head of a column, if it is more than its title. */
  head?(column: GridColumn): ComponentChildren;
};

/** What lies above now at least when the grid opens on a day that has begun; it opens at a full hour. */
const MINUTES_ABOVE_NOW = 30;
/** So much of the hour before shows that the hour's own name is not cut. */
const MINUTES_ABOVE_HOUR = 8;

/** Columns of appointments over the hours of a day. */
export function TimeGrid({ label, columns, known, now, step, acts, isBusy, head }: TimeGridProps) {
  const { hourName } = useTimes();
  const bodies = useRef(new Map<string, HTMLElement>());
  const scroller = useRef<HTMLElement>(null);
  const { first, last } = hoursShown(columns);
  const hours = Array.from({ length: last - first }, (_, index) => first + index);
  const minuteAt = (body: DOMRect, y: number) => 60 * (first + ((y - body.top) / body.height) * (last - first));

  const move = useMove({
    columns,
    step,
    acts,
    at(x, y) {
      const areas = columns.flatMap((column) => {
        const area = bodies.current.get(column.key)?.getBoundingClientRect();
        return area ? [{ column, area }] : [];
      });
      const over = areas.find(({ area }) => x < area.right) ?? areas.at(-1);
      return over && { column: over.column, minute: minuteAt(over.area, y) };
    },
  });

  const days = columns.map(({ date }) => date).join();
  const hasNow = columns.some(({ date }) => date === now.date);
  useEffect(() => {
    const body = bodies.current.values().next().value;
    if (!hasNow || !body || !scroller.current) return;
    const hour = Math.floor((now.minute - MINUTES_ABOVE_NOW) / 60);
    const share = (60 * (hour - first) - MINUTES_ABOVE_HOUR) / (60 * (last - first));
    scroller.current.scrollTop = share * body.getBoundingClientRect().height;
    // Only when other days or hours are shown: whoever scrolled stays there.
  }, [days, first]);

  return (
    <section
      ref={scroller}
      class="cal-grid"
      aria-label={label}
      aria-busy={isBusy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus
      tabIndex={0}
      style={{ '--hours': hours.length, gridTemplateColumns: widthsOf(columns) }}
    >
      <div class="cal-hours" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour}>{hourName(hour)}</span>
        ))}
      </div>
      {columns.map((column) => (
        <section key={column.key} class={classOf(column, now)} aria-label={column.title}>
          <h3 class="cal-head">{head?.(column) ?? column.title}</h3>
          <div
            class="cal-body"
            ref={(body) => {
              if (body) bodies.current.set(column.key, body);
              else bodies.current.delete(column.key);
            }}
          >
            <ColumnBody column={column} hours={{ first, last }} move={move} {...{ known, now, step, acts }} />
          </div>
        </section>
      ))}
      <GhostWords moving={move.moving} />
    </section>
  );
}

/** In rem: less is unreadable. */
const LEAST_COLUMN = 8.5;
const LEAST_LANE = 4.75;

/** Equal columns, of which one is wider where many appointments are there at once. */
function widthsOf(columns: readonly GridColumn[]): string {
  const widths = columns.map(({ placed }) => {
    const lanes = Math.max(1, ...placed.map((one) => one.lanes));
    return `minmax(${Math.max(LEAST_COLUMN, lanes * LEAST_LANE)}rem, 1fr)`;
  });
  return ['var(--gutter)', ...widths].join(' ');
}

const classOf = ({ date, resource, free }: GridColumn, now: LocalNow): string =>
  [
    'cal-column',
    ...(date === now.date ? ['is-today'] : []),
    ...(free.length > 0 && resource?.capacity !== undefined && resource.capacity > 1 ? ['bears-more'] : []),
  ].join(' ');
