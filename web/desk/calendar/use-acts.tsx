import { useState } from 'preact/hooks';
import { wallTime } from '../../../functions/shared/domain/places/local-days.ts';
import { useSession } from '../../ui/console-session.ts';
import { useSay } from '../../ui/toasts.tsx';
import { useWords } from '../../ui/words/language.ts';
import { BookDialog, type BookingStart } from '../booking/book-dialog.tsx';
import { MoveDialog } from '../booking/move-dialog.tsx';
import { openBooking } from '../shell/route.ts';
import type { DayEntry, DayFacts } from './day/day-facts.ts';
import { type Conflict, conflictsOf, type LocalNow } from './day/judge-move.ts';
import type { Place } from './day/nearest-place.ts';
import type { GridActs } from './grid/grid-column.ts';
import { useNoticeNews } from './use-notice-news.ts';
import { CALENDAR_WORDS } from './words.ts';

type Asked = { kind: 'book'; start: BookingStart } | { kind: 'move'; entry: DayEntry; to: Place };

/** What can be done with the appointments of some days, and the dialog that asks before it is. */
export function useActs(days: readonly DayFacts[], now: LocalNow, reload: () => void) {
  const { role } = useSession();
  const words = useWords(CALENDAR_WORDS);
  const say = useSay();
  const tellNews = useNoticeNews();
  const [asked, ask] = useState<Asked>();
  const mayChange = role === 'owner' || role === 'desk';
  function judge(entry: DayEntry, to: Place): readonly Conflict[] {
    const facts = days.find(({ date }) => date === to.date);
    return facts ? conflictsOf(entry, to, facts, now) : [];
  }
  function move(entry: DayEntry, to: Place): void {
    // Nothing lifts that: there is nothing to ask.
    if (judge(entry, to).some(({ kind }) => kind === 'not-given')) say(words.notGivenThere, 'warn');
    else ask({ kind: 'move', entry, to });
  }
  const acts: GridActs = {
    open: openBooking,
    ...(mayChange && { book: (start) => ask({ kind: 'book', start }), move }),
    judge,
  };

  function end(changed?: DayEntry): void {
    ask(undefined);
    reload();
    if (changed) void tellNews(changed);
  }

  const dialog =
    asked &&
    (asked.kind === 'book' ? (
      <BookDialog start={asked.start} close={() => end()} />
    ) : (
      <MoveDialog
        invitation={asked.entry}
        proposed={{ date: asked.to.date, time: wallTime(asked.to.from), resource: asked.to.resource }}
        close={(isMoved) => (isMoved ? end(asked.entry) : ask(undefined))}
      />
    ));
  return { acts, dialog };
}
