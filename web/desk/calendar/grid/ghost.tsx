import { useTimes } from '../../../ui/use-times.ts';
import { useWords } from '../../../ui/words/language.ts';
import type { Conflict } from '../day/judge-move.ts';
import { clockOf, useEntryTexts } from '../entry-texts.ts';
import { CALENDAR_WORDS } from '../words.ts';
import type { Moving } from './use-move.ts';

/** What speaks against a place, in words. */
export function useConflictTexts() {
  const words = useWords(CALENDAR_WORDS);
  const { nameOf } = useEntryTexts();
  return (conflicts: readonly Conflict[]): string[] =>
    conflicts.map((conflict) => {
      if (conflict.kind === 'taken') return words.conflicts.taken([...new Set(conflict.by.map(nameOf))].join(', '));
      return words.conflicts[conflict.kind === 'not-given' ? 'notGiven' : conflict.kind];
    });
}

/** Where an appointment would go, and what speaks against it. */
export function Ghost({ moving: { placed, place, conflicts } }: { moving: Moving }) {
  const times = useTimes();
  const { nameOf } = useEntryTexts();
  const texts = useConflictTexts()(conflicts);
  return (
    <div class={conflicts.length > 0 ? 'cal-block cal-ghost is-bad' : 'cal-block cal-ghost is-good'} aria-hidden="true">
      <span class="cal-block-time">{clockOf(place.from, times)}</span>
      <span class="cal-block-name">{nameOf(placed.entry)}</span>
      {texts.length > 0 && <span class="cal-ghost-conflicts">{texts.join(', ')}</span>}
    </div>
  );
}

/** The same for screen readers, with the keys that decide. */
export function GhostWords({ moving }: { moving: Moving | undefined }) {
  const times = useTimes();
  const words = useWords(CALENDAR_WORDS);
  const texts = useConflictTexts();
  const sentence = moving && [
    words.moveTo(clockOf(moving.place.from, times), moving.column.title),
    texts(moving.conflicts).join(', ') || words.isFree,
    words.enterMoves,
  ];
  return (
    <p class="spoken" role="status">
      {sentence?.join('. ')}
    </p>
  );
}
