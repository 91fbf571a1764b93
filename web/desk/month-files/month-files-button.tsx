import './month-files.css';
import { useState } from 'preact/hooks';
import { useSession } from '../../ui/console-session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { saveAs } from '../../ui/save-as.ts';
import { Fault } from '../../ui/states.tsx';
import { dayOf } from '../../ui/times.ts';
import { useSay } from '../../ui/toasts.tsx';
import { useFaultSentence } from '../../ui/use-fault-sentence.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { MONTH_LISTS, type MonthList, readMonthFile } from './read-month-file.ts';
import { MONTH_FILES_WORDS } from './words.ts';

/** Months before and after the one that is shown, from which another is chosen. */
const BEFORE = 24;
const AFTER = 6;

type ButtonProps = {
  /** A day of the month that is offered first. */
  day: string;
};

/** Saves the bookings, customers or invitations of a month: a press opens the choice, another one saves. */
export function MonthFilesButton({ day }: ButtonProps) {
  const words = useWords(MONTH_FILES_WORDS);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button" title={words.title} onClick={() => setOpen(true)}>
        <Icon name="download" />
        <span>{words.open}</span>
      </button>
      {isOpen && <MonthFiles shown={day.slice(0, 7)} close={() => setOpen(false)} />}
    </>
  );
}

function MonthFiles({ shown, close }: { shown: string; close(): void }) {
  const { api, now, timeZone } = useSession();
  const faultSentence = useFaultSentence();
  const words = useWords(MONTH_FILES_WORDS);
  const { monthName } = useTimes();
  const say = useSay();
  const [month, setMonth] = useState(shown);
  const [isReading, setReading] = useState(false);
  const [fault, setFault] = useState<string>();

  async function save(list: MonthList) {
    setReading(true);
    setFault(undefined);
    const file = `${list}-${month}.csv`;
    try {
      saveAs(file, await readMonthFile(api, list, month, dayOf(now(), timeZone)));
      say(words.saved(file));
      close();
    } catch (error) {
      setFault(words.failed(faultSentence(error)));
      setReading(false);
    }
  }
  return (
    <Dialog title={words.title} close={close}>
      <div class="month-files" aria-busy={isReading}>
        <label class="ui-tool">
          <span>{words.month}</span>
          <select class="input" value={month} onChange={(event) => setMonth(event.currentTarget.value)}>
            {monthsAround(shown).map((one) => (
              <option key={one} value={one}>
                {monthName(`${one}-01`)}
              </option>
            ))}
          </select>
        </label>
        {MONTH_LISTS.map((list) => (
          <button key={list} type="button" class="button" disabled={isReading} onClick={() => save(list)}>
            <Icon name="download" />
            <span>
              {words.lists[list].title} <small>{words.lists[list].what}</small>
            </span>
          </button>
        ))}
        <p role="status">{isReading ? words.reading : words.format}</p>
        <Fault>{fault}</Fault>
      </div>
    </Dialog>
  );
}

/** The newest first. */
function monthsAround(shown: string): string[] {
  const [year = 0, month = 1] = shown.split('-').map(Number);
  return Array.from({ length: BEFORE + 1 + AFTER }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + AFTER - index, 1)).toISOString().slice(0, 7),
  );
}
