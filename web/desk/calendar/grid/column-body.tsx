import type { Interval } from '../../../../functions/shared/domain/places/time-set.ts';
import { useWords } from '../../../ui/words/language.ts';
import type { PlacedEntry } from '../day/day-columns.ts';
import type { FreePlace } from '../day/free-places.ts';
import type { LocalNow } from '../day/judge-move.ts';
import type { Known } from '../day/marks.ts';
import { CALENDAR_WORDS } from '../words.ts';
import { AppointmentBlock } from './appointment-block.tsx';
import { FreePlaceButton } from './free-place-button.tsx';
import { Ghost } from './ghost.tsx';
import type { GridActs, GridColumn } from './grid-column.ts';
import type { useMove } from './use-move.ts';

type BodyProps = {
  column: GridColumn;
  /** The whole hours that are shown. */
  hours: { first: number; last: number };
  known: Known;
  now: LocalNow;
  /** The minutes between two starts. */
  step: number;
  acts: GridActs;
  move: ReturnType<typeof useMove>;
};

/** What a column has: appointments and free places, what is closed, and where one would go that is moved. */
export function ColumnBody({ column, hours, known, now, step, acts, move }: BodyProps) {
  const { moving } = move;
  const { first } = hours;
  return (
    <>
      <Background column={column} hours={hours} now={now} />
      <ol>
        {inOrder(column).map((item) =>
          'entry' in item ? (
            <li
              key={item.entry.invitationId}
              class={item.entry === moving?.placed.entry ? 'cal-item is-moving' : 'cal-item'}
              style={{ ...spot(item, first), '--lane': item.lane, '--lanes': item.lanes }}
            >
              <AppointmentBlock
                placed={item}
                known={known}
                canMove={acts.move !== undefined}
                open={() => {
                  if (!move.isOwnClick()) acts.open(item.entry.invitationId);
                }}
                grab={(event) => move.grab(event, item, column)}
                press={(event) => move.press(event, item, column)}
                leave={move.leave}
              />
            </li>
          ) : (
            <li key={`free ${item.from}`} class="cal-item is-free" style={spot(item, first)}>
              <FreePlaceButton column={column} place={item} step={step} book={acts.book} />
            </li>
          ),
        )}
      </ol>
      {moving?.column.key === column.key && (
        <div class="cal-item is-ghost" style={spot(ghostSpan(moving.placed, moving.place.from), first)}>
          <Ghost moving={moving} />
        </div>
      )}
    </>
  );
}

const ghostSpan = ({ from, to }: PlacedEntry, start: number): Interval => ({ from: start, to: start + to - from });

/** Where something lies in a column, in hours from its top. */
const spot = ({ from, to }: Interval, first: number) => ({
  '--start': from / 60 - first,
  '--length': (to - from) / 60,
});

/** Appointments and free places as the day brings them, so that Tab walks through the day. */
const inOrder = ({ placed, free }: GridColumn): (PlacedEntry | FreePlace)[] =>
  [...placed, ...free].sort((one, other) => one.from - other.from || one.to - other.to);

/** What is closed, and where now is. */
function Background({ column, hours: { first, last }, now }: Pick<BodyProps, 'column' | 'hours' | 'now'>) {
  const words = useWords(CALENDAR_WORDS);
  const isShown = ({ from, to }: Interval) => from < last * 60 && to > first * 60;
  const cut = ({ from, to }: Interval) => ({ from: Math.max(from, first * 60), to: Math.min(to, last * 60) });
  const hasNow = column.date === now.date && isShown({ from: now.minute, to: now.minute + 1 });
  return (
    <>
      {column.closed.filter(isShown).map((span) => (
        <div key={span.from} class="cal-closed" aria-hidden="true" style={spot(cut(span), first)} />
      ))}
      {hasNow && (
        <div class="cal-now" style={spot({ from: now.minute, to: now.minute }, first)}>
          <span class="spoken">{words.now}</span>
        </div>
      )}
    </>
  );
}
