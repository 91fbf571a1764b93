import './free-place-button.css';
import { useState } from 'preact/hooks';
import { wallTime } from '../../../../functions/shared/domain/places/local-days.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useTimes } from '../../../ui/use-times.ts';
import { useWords } from '../../../ui/words/language.ts';
import { type FreePlace, startIn } from '../day/free-places.ts';
import { clockOf } from '../entry-texts.ts';
import { CALENDAR_WORDS } from '../words.ts';
import type { GridActs, GridColumn } from './grid-column.ts';

type FreeProps = { column: GridColumn; place: FreePlace; step: number; book: GridActs['book'] };

/** A free place: pressed somewhere, it books at that time; with the keyboard, at the time that the arrow keys choose. */
export function FreePlaceButton({ column, place, step, book }: FreeProps) {
  const times = useTimes();
  const words = useWords(CALENDAR_WORDS);
  const [pointed, setPointed] = useState<number>();
  const start = startIn(place, pointed ?? place.from, step);
  const label = words.free(clockOf(place.from, times), clockOf(place.to, times));
  if (!book) return <span class="spoken">{label}</span>;

  function follow({ clientY, currentTarget }: PointerEvent & { currentTarget: HTMLElement }) {
    const { top, height } = currentTarget.getBoundingClientRect();
    setPointed(startIn(place, place.from + ((clientY - top) / height) * (place.to - place.from), step));
  }

  function press(event: KeyboardEvent) {
    const by = { ArrowUp: -step, ArrowDown: step }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setPointed(startIn(place, start + by, step));
  }

  return (
    <button
      type="button"
      class="cal-free"
      aria-label={`${label}. ${words.bookAt(clockOf(start, times))}`}
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={() => setPointed(undefined)}
      onKeyDown={press}
      onBlur={() => setPointed(undefined)}
      onClick={() => book({ date: column.date, time: wallTime(start), resource: column.resource?.id })}
    >
      <span class="cal-free-start" style={{ '--into': (start - place.from) / 60 }}>
        <Icon name="plus" />
        {clockOf(start, times)}
      </span>
    </button>
  );
}
