import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlacedEntry } from '../day/day-columns.ts';
import type { Conflict } from '../day/judge-move.ts';
import type { Place } from '../day/nearest-place.ts';
import { followPointer } from './follow-pointer.ts';
import { type GridActs, type GridColumn, placeIn } from './grid-column.ts';

/** An appointment that somebody moves, before it is decided. */
export type Moving = {
  readonly placed: PlacedEntry;
  readonly origin: GridColumn;
  /** The column over which it is. */
  readonly column: GridColumn;
  readonly place: Place;
  readonly conflicts: readonly Conflict[];
};

type Grid = {
  columns: readonly GridColumn[];
  step: number;
  acts: GridActs;
  /** The column and the minute at a point of the window. */
  at(x: number, y: number): { column: GridColumn; minute: number } | undefined;
};

const MINUTES_OF_DAY = 1_440;

/** Moves an appointment with a pointer or the arrow keys: first its ghost; then, dropped or entered, `acts.move`. */
export function useMove({ columns, step, acts, at }: Grid) {
  const [moving, setMoving] = useState<Moving>();
  const latest = useRef<Moving | undefined>(undefined);
  const wasDragged = useRef(false);
  const endDrag = useRef<() => void>(() => undefined);
  useEffect(() => () => endDrag.current(), []);

  function show(next: Moving | undefined): void {
    latest.current = next;
    setMoving(next);
  }

  function propose(placed: PlacedEntry, origin: GridColumn, column: GridColumn, minute: number): void {
    const length = placed.to - placed.from;
    const from = Math.min(MINUTES_OF_DAY - length, Math.max(0, Math.round(minute / step) * step));
    const place = placeIn(column, from, placed.entry, origin);
    const before = latest.current;
    if (before?.column.key === column.key && before.place.from === from) return;
    show({ placed, origin, column, place, conflicts: acts.judge(placed.entry, place) });
  }

  /** Decides: back where it was nothing happens. */
  function drop(): void {
    const done = latest.current;
    show(undefined);
    if (!done) return;
    const { placed, origin, place } = done;
    const stays =
      place.date === origin.date && place.from === placed.from && place.resource === placed.entry.booking.resource;
    if (!stays) acts.move?.(placed.entry, place);
  }

  /** Follows the pointer that was pressed on an appointment until it is let go. */
  function grab(event: PointerEvent, placed: PlacedEntry, origin: GridColumn): void {
    wasDragged.current = false;
    if (!acts.move || event.button !== 0) return;
    const grabbed = (at(event.clientX, event.clientY)?.minute ?? placed.from) - placed.from;
    endDrag.current = followPointer(event, {
      begin() {
        wasDragged.current = true;
        propose(placed, origin, origin, placed.from);
      },
      moveTo(x, y) {
        const target = at(x, y);
        if (target) propose(placed, origin, target.column, target.minute - grabbed);
      },
      drop,
      giveUp: () => show(undefined),
    });
  }

  /** The column beside one, in the direction of an arrow key. */
  const beside = (column: GridColumn, by: number) => columns[columns.findIndex(({ key }) => key === column.key) + by];

  function press(event: KeyboardEvent, placed: PlacedEntry, origin: GridColumn): void {
    if (!acts.move || event.altKey || event.ctrlKey || event.metaKey) return;
    const now = latest.current;
    const [column, from] = [now?.column ?? origin, now?.place.from ?? placed.from];
    const steps: Record<string, () => void> = {
      ArrowUp: () => propose(placed, origin, column, from - step),
      ArrowDown: () => propose(placed, origin, column, from + step),
      ArrowLeft: () => propose(placed, origin, beside(column, -1) ?? column, from),
      ArrowRight: () => propose(placed, origin, beside(column, 1) ?? column, from),
      ...(now && { Enter: drop, Escape: () => show(undefined) }),
    };
    const act = steps[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  return {
    moving,
    grab,
    press,
    /** Whoever leaves an appointment with the keyboard leaves it where it is. */
    leave: () => show(undefined),
    /** Whether the click that follows belongs to a drag. */
    isOwnClick: () => wasDragged.current,
  };
}
