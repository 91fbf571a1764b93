import './day-list.css';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { wallTime } from '../../../functions/shared/domain/places/local-days.ts';
import { Icon } from '../../ui/icon.tsx';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { AppointmentRow } from '../calendar/appointment-row.tsx';
import type { PlacedEntry } from '../calendar/day/day-columns.ts';
import type { DayFacts } from '../calendar/day/day-facts.ts';
import type { FreePlace } from '../calendar/day/free-places.ts';
import type { LocalNow } from '../calendar/day/judge-move.ts';
import type { Known } from '../calendar/day/marks.ts';
import { clockOf } from '../calendar/entry-texts.ts';
import type { GridActs, GridColumn } from '../calendar/grid/grid-column.ts';
import { CALENDAR_WORDS } from '../calendar/words.ts';
import { TODAY_WORDS } from './words.ts';

type ListProps = {
  columns: readonly GridColumn[];
  facts: DayFacts;
  known: Known;
  now: LocalNow;
  acts: GridActs;
};

type Row = (PlacedEntry | FreePlace) & { column: GridColumn };

const byTime = (one: Row, other: Row) => one.from - other.from || one.to - other.to;

/** All appointments once, whatever they take. */
function everybody(columns: readonly GridColumn[]): Row[] {
  const rows = columns.flatMap((column) =>
    column.placed.map((placed) => [placed.entry.invitationId, { ...placed, column }] as const),
  );
  return [...new Map(rows.toReversed()).values()].sort(byTime);
}

const ofColumn = (column: GridColumn): Row[] =>
  [...column.placed, ...column.free].map((item) => ({ ...item, column })).sort(byTime);

/** A day where there is no room for columns: all appointments by their time, or those of one with what is free. */
export function DayList({ columns, facts, known, now, acts }: ListProps) {
  const words = useWords(TODAY_WORDS);
  const [chosen, choose] = useState<string>();
  const column = columns.find(({ key }) => key === chosen) ?? (columns.length === 1 ? columns[0] : undefined);
  const rows = column ? ofColumn(column) : everybody(columns);
  const nowRow = useRef<HTMLLIElement>(null);
  const next = facts.date === now.date ? rows.findIndex(({ to }) => to > now.minute) : -1;
  const hasNow = next >= 0;
  useEffect(() => {
    if (hasNow) nowRow.current?.scrollIntoView({ block: 'start' });
  }, [hasNow, column?.key]);
  return (
    <div class="day-list">
      {columns.length > 1 && (
        <fieldset class="day-whose">
          <legend class="spoken">{words.whose}</legend>
          {[undefined, ...columns].map((one) => (
            <button
              key={one?.key ?? ''}
              type="button"
              class="day-choice"
              aria-pressed={one?.key === column?.key}
              onClick={() => choose(one?.key)}
            >
              {one?.title ?? words.everybody}
            </button>
          ))}
        </fieldset>
      )}
      <ol>
        {rows.map((row, index) => (
          <ListRow
            key={'entry' in row ? row.entry.invitationId : `free ${row.from}`}
            row={row}
            nowRow={index === next ? nowRow : undefined}
            facts={facts}
            known={known}
            now={now}
            acts={acts}
          />
        ))}
      </ol>
    </div>
  );
}

/** `nowRow`: now is before this row. */
type RowProps = Omit<ListProps, 'columns'> & { row: Row; nowRow: RefObject<HTMLLIElement> | undefined };

function ListRow({ row, nowRow, ...props }: RowProps) {
  const words = useWords(CALENDAR_WORDS);
  return (
    <>
      {nowRow && (
        <li class="day-list-now" ref={nowRow}>
          <span>{words.now}</span>
        </li>
      )}
      <li>
        {'entry' in row ? (
          <AppointmentRow {...props} placed={row} />
        ) : (
          <FreeRow {...props} place={row} column={row.column} />
        )}
      </li>
    </>
  );
}

function FreeRow({ place, column, acts }: { place: FreePlace; column: GridColumn; acts: GridActs }) {
  const times = useTimes();
  const words = useWords(CALENDAR_WORDS);
  const label = words.free(clockOf(place.from, times), clockOf(place.to, times));
  const { book } = acts;
  if (!book) return <p class="day-row-free">{label}</p>;
  return (
    <button
      type="button"
      class="day-row-free"
      onClick={() => book({ date: column.date, time: wallTime(place.from), resource: column.resource?.id })}
    >
      <Icon name="plus" />
      {label}
    </button>
  );
}
