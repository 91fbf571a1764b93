import './appointment-block.css';
import { useTimes } from '../../../ui/use-times.ts';
import { useWords } from '../../../ui/words/language.ts';
import type { PlacedEntry } from '../day/day-columns.ts';
import { type Known, marksOf, toneOf } from '../day/marks.ts';
import { clockOf, useEntryTexts } from '../entry-texts.ts';
import { MarkSigns } from '../mark-signs.tsx';
import { CALENDAR_WORDS } from '../words.ts';

type BlockProps = {
  placed: PlacedEntry;
  known: Known;
  canMove: boolean;
  open(): void;
  grab(event: PointerEvent): void;
  press(event: KeyboardEvent): void;
  leave(): void;
};

/** One appointment in a grid: a press opens it, dragging or the arrow keys move it. */
export function AppointmentBlock({ placed, known, canMove, open, grab, press, leave }: BlockProps) {
  const times = useTimes();
  const words = useWords(CALENDAR_WORDS);
  const texts = useEntryTexts();
  const marks = marksOf(placed.entry, known);
  const service = texts.serviceOf(placed.entry);
  return (
    <button
      type="button"
      class={`cal-block is-${toneOf(marks)}`}
      aria-keyshortcuts={canMove ? 'ArrowUp ArrowDown ArrowLeft ArrowRight' : undefined}
      onClick={open}
      onPointerDown={grab}
      onKeyDown={press}
      onBlur={leave}
    >
      <span class="cal-block-time">{clockOf(placed.from, times)}</span>
      <span class="cal-block-name">{texts.nameOf(placed.entry)}</span>
      {service && <span class="cal-block-service">{service}</span>}
      <MarkSigns marks={marks} />
      {canMove && <span class="spoken">{words.moveKeys}</span>}
    </button>
  );
}
