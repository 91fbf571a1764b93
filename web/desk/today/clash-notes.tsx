import { Icon } from '../../ui/icon.tsx';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import type { Clash } from '../calendar/day/clashes.ts';
import type { DayEntry, DayFacts } from '../calendar/day/day-facts.ts';
import type { LocalNow } from '../calendar/day/judge-move.ts';
import { nearestPlace } from '../calendar/day/nearest-place.ts';
import { useEntryTexts } from '../calendar/entry-texts.ts';
import type { GridActs } from '../calendar/grid/grid-column.ts';
import { CALENDAR_WORDS } from '../calendar/words.ts';
import { TODAY_WORDS } from './words.ts';

type NotesProps = {
  clashes: readonly Clash[];
  facts: DayFacts;
  now: LocalNow;
  acts: Pick<GridActs, 'open' | 'move'>;
};

/** Two people at one hour: who they are, and a button for each that proposes the nearest free hour. */
export function ClashNotes({ clashes, facts, now, acts }: NotesProps) {
  const words = useWords(TODAY_WORDS);
  const { clockTime } = useTimes();
  const { nameOf } = useEntryTexts();
  if (clashes.length === 0) return null;
  return (
    <ul class="day-clashes">
      {clashes.map(({ resource, entries }) => {
        const names = entries.map(nameOf).join(', ');
        return (
          <li key={entries.map(({ invitationId }) => invitationId).join()}>
            <Icon name="warning" />
            <span>
              <strong>{clockTime(entries.at(-1)?.booking.startsAt ?? '')}</strong>{' '}
              {resource ? words.atOnceWith(names, resource.name) : words.atOnce(names)}
            </span>
            {entries.map((entry) => (
              <MoveButton
                key={entry.invitationId}
                entry={entry}
                name={nameOf(entry)}
                facts={facts}
                now={now}
                acts={acts}
              />
            ))}
          </li>
        );
      })}
    </ul>
  );
}

type MoveButtonProps = Omit<NotesProps, 'clashes'> & { entry: DayEntry; name: string };

/** Where no hour of the day is free, the booking is shown: another day may be. */
function MoveButton({ entry, name, facts, now, acts }: MoveButtonProps) {
  const words = useWords(CALENDAR_WORDS);
  const { move } = acts;
  if (!move) return null;
  const press = () => {
    const place = nearestPlace(entry, facts, now);
    if (place) move(entry, place);
    else acts.open(entry.invitationId);
  };
  return (
    <button type="button" class="button" aria-label={words.move(name)} title={words.move(name)} onClick={press}>
      <Icon name="move" />
      {name}
    </button>
  );
}
