import './appointment-row.css';
import { Icon } from '../../ui/icon.tsx';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import type { PlacedEntry } from './day/day-columns.ts';
import type { DayFacts } from './day/day-facts.ts';
import type { LocalNow } from './day/judge-move.ts';
import { type Known, marksOf, toneOf } from './day/marks.ts';
import { nearestPlace } from './day/nearest-place.ts';
import { clockOf, useEntryTexts } from './entry-texts.ts';
import type { GridActs } from './grid/grid-column.ts';
import { MarkSigns } from './mark-signs.tsx';
import { CALENDAR_WORDS } from './words.ts';

type RowProps = {
  placed: PlacedEntry;
  /** Those of its day. */
  facts: DayFacts;
  known: Known;
  now: LocalNow;
  acts: GridActs;
};

/** One appointment of a list: a press opens it, its button moves it. */
export function AppointmentRow({ placed, facts, known, now, acts }: RowProps) {
  const times = useTimes();
  const words = useWords(CALENDAR_WORDS);
  const texts = useEntryTexts();
  const { entry, from } = placed;
  const { resource, resourceNames = [] } = entry.booking;
  const marks = marksOf(entry, known);
  const name = texts.nameOf(entry);
  const what = [texts.serviceOf(entry), resourceNames.join(', ')].filter((text) => text);
  const { move } = acts;
  return (
    <div class={`cal-row is-${toneOf(marks)}`}>
      <button type="button" class="cal-row-open" onClick={() => acts.open(entry.invitationId)}>
        <span class="cal-row-time">{clockOf(from, times)}</span>
        <span class="cal-row-name">{name}</span>
        {what.length > 0 && <span class="cal-row-what">{what.join(' · ')}</span>}
        <MarkSigns marks={marks} />
      </button>
      {move && (
        <button
          type="button"
          class="button is-quiet is-square"
          aria-label={words.move(name)}
          title={words.move(name)}
          onClick={() => move(entry, nearestPlace(entry, facts, now) ?? { date: facts.date, from, resource })}
        >
          <Icon name="move" />
        </button>
      )}
    </div>
  );
}
