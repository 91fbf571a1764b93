import './day-sheet.css';
import { useSession } from '../../ui/console-session.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import type { DayFacts } from '../calendar/day/day-facts.ts';
import { type Known, marksOf } from '../calendar/day/marks.ts';
import { useEntryTexts } from '../calendar/entry-texts.ts';
import { CALENDAR_WORDS } from '../calendar/words.ts';
import { TODAY_WORDS } from './words.ts';

type SheetProps = { facts: DayFacts; known: Known; phones: ReadonlyMap<string, string> };

/** The day on paper, by time; on the screen it is not shown. */
export function DaySheet({ facts, known, phones }: SheetProps) {
  const { contract } = useSession();
  const { printed } = useWords(TODAY_WORDS);
  const { marks } = useWords(CALENDAR_WORDS);
  const { clockTime, longDay } = useTimes();
  const texts = useEntryTexts();
  const entries = facts.entries.filter(({ booking }) => booking.state !== 'cancelled');
  return (
    <section class="day-sheet">
      <h2>
        {contract.name} · {longDay(facts.date)}
      </h2>
      <table>
        <thead>
          <tr>
            {Object.values(printed).map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.invitationId}>
              <td>
                {clockTime(entry.booking.startsAt)}
                {entry.booking.endsAt && `–${clockTime(entry.booking.endsAt)}`}
              </td>
              <td>{texts.nameOf(entry)}</td>
              <td>{phones.get(entry.invitationId)}</td>
              <td>{texts.serviceOf(entry)}</td>
              <td>{entry.booking.resourceNames?.join(', ')}</td>
              <td>{entry.booking.notes}</td>
              <td>
                {marksOf(entry, known)
                  .map(({ name }) => marks[name])
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
