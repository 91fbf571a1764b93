import { Icon, type IconName } from '../../ui/icon.tsx';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { cancelledOf, countsOf } from '../calendar/day/day-columns.ts';
import type { DayFacts } from '../calendar/day/day-facts.ts';
import type { Known } from '../calendar/day/marks.ts';
import { useEntryTexts } from '../calendar/entry-texts.ts';
import { addressOf } from '../shell/address.ts';
import { openBooking } from '../shell/route.ts';
import type { WorkEntries } from '../worklist/worklist.ts';
import { TODAY_WORDS } from './words.ts';

type LineProps = {
  facts: DayFacts;
  isRead: boolean;
  isOver: boolean;
  work: Pick<WorkEntries, 'questions'> | undefined;
  known: Known;
};

/** How many come, who confirmed, and what waits for somebody. */
export function DayFactsLine({ facts, isRead, isOver, work, known }: LineProps) {
  const words = useWords(TODAY_WORDS);
  const { appointments, toApprove, confirmed } = countsOf(facts);
  const said = [words.appointments(appointments), ...(confirmed > 0 ? [words.confirmed(confirmed)] : [])];
  const isEmpty = isRead && appointments === 0;
  return (
    <div class="day-facts">
      <p role="status">
        {isEmpty && (isOver ? words.nothing : words.nothingYet)}
        {isRead && !isEmpty && said.join(' · ')}
      </p>
      <ul>
        <Waiting count={known.notTold.size} words={words.notTold} icon="call" tone="bad" />
        <Waiting count={work?.questions.length ?? 0} words={words.questions} icon="reply" tone="warn" />
        <Waiting count={toApprove} words={words.toApprove} icon="tasks" tone="warn" />
      </ul>
      <Cancelled facts={facts} />
    </div>
  );
}

type WaitingProps = { count: number; words(count: number): string; icon: IconName; tone: 'bad' | 'warn' };

/** What waits for a person; the worklist has it. */
const Waiting = ({ count, words, icon, tone }: WaitingProps) =>
  count === 0 ? null : (
    <li>
      <a class={`day-waiting is-${tone}`} href={addressOf({ view: 'worklist' })}>
        <Icon name={icon} />
        {words(count)}
      </a>
    </li>
  );

function Cancelled({ facts }: { facts: DayFacts }) {
  const words = useWords(TODAY_WORDS);
  const { clockTime } = useTimes();
  const { nameOf } = useEntryTexts();
  const cancelled = cancelledOf(facts);
  if (cancelled.length === 0) return null;
  return (
    <details class="day-cancelled">
      <summary>{words.cancelled(cancelled.length)}</summary>
      <ul>
        {cancelled.map((entry) => (
          <li key={entry.invitationId}>
            <button type="button" class="ui-link" onClick={() => openBooking(entry.invitationId)}>
              {clockTime(entry.booking.startsAt)} {nameOf(entry)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
