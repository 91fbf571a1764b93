import './closures-view.css';
import { useState } from 'preact/hooks';
import { ClosureView as ClosureSchema, type ClosureView } from '../../../functions/shared/http/answers/closures.ts';
import { useSession } from '../../ui/console-session.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Fault, Reading, Unread } from '../../ui/states.tsx';
import { addDays, dayOf } from '../../ui/times.ts';
import { useSay } from '../../ui/toasts.tsx';
import { useFaultSentence } from '../../ui/use-fault-sentence.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { go } from '../shell/route.ts';
import { BookingsUnder } from './bookings-under.tsx';
import { ClosureDialog } from './closure-dialog.tsx';
import { useClosureNames } from './closure-names.ts';
import { Month } from './month.tsx';
import { monthAfter, weeksOfMonth } from './month-days.ts';
import { readClosures } from './read-closures.ts';
import { CLOSURE_WORDS } from './words.ts';

/** The API lists so many days at once. */
const DAYS_AHEAD = 365;

/** When the business is closed, on a calendar and as a list of what is coming up. */
export function ClosuresView() {
  const words = useWords(CLOSURE_WORDS);
  const times = useTimes();
  const { api, now, timeZone, role } = useSession();
  const today = dayOf(now(), timeZone);
  const [month, setMonth] = useState(today);
  const [closing, setClosing] = useState<string>();
  const weeks = weeksOfMonth(month, times.firstWeekday);
  const [first, last] = [weeks[0]?.[0] ?? month, weeks.at(-1)?.[6] ?? month];
  const shown = useLoaded(`${first} ${last}`, () => readClosures(api, first, last));
  const upcoming = useLoaded(today, () => readClosures(api, today, addDays(today, DAYS_AHEAD)));
  const mayChange = role !== 'read';

  function end() {
    setClosing(undefined);
    shown.reload();
    upcoming.reload();
  }
  return (
    <div class="sections closures">
      <header class="view-head">
        <h2>{words.title}</h2>
        {mayChange && (
          <button type="button" class="button is-primary" onClick={() => setClosing(today)}>
            {words.add}
          </button>
        )}
      </header>
      <section aria-label={times.monthName(month)}>
        <div class="closures-month">
          <h3 aria-live="polite">{times.monthName(month)}</h3>
          <button
            type="button"
            class="button is-square"
            aria-label={words.before}
            onClick={() => setMonth(monthAfter(month, -1))}
          >
            <Icon name="chevron-left" />
          </button>
          <button type="button" class="button" onClick={() => setMonth(today)}>
            {words.thisMonth}
          </button>
          <button
            type="button"
            class="button is-square"
            aria-label={words.after}
            onClick={() => setMonth(monthAfter(month, 1))}
          >
            <Icon name="chevron-right" />
          </button>
        </div>
        <Fault>{shown.fault}</Fault>
        <Month
          month={month}
          weeks={weeks}
          closures={shown.value ?? []}
          choose={(day) => (mayChange ? setClosing(day) : go({ view: 'day', day }))}
        />
      </section>
      <section aria-labelledby="closures-upcoming">
        <h3 id="closures-upcoming">{words.upcoming}</h3>
        <Upcoming list={upcoming} changed={end} />
      </section>
      {closing !== undefined && <ClosureDialog day={closing} close={end} />}
    </div>
  );
}

type UpcomingProps = { list: ReturnType<typeof useLoaded<ClosureView[]>>; changed(): void };

function Upcoming({ list: { value, fault, reload }, changed }: UpcomingProps) {
  const words = useWords(CLOSURE_WORDS);
  if (!value) return fault ? <Unread fault={fault} again={reload} /> : <Reading rows={2} />;
  if (value.length === 0) return <Empty title={words.none}>{<p>{words.noneHint}</p>}</Empty>;
  return (
    <ul class="closures-list">
      {value.map((closure) => (
        <ClosureItem key={closure.closureId} closure={closure} changed={changed} />
      ))}
    </ul>
  );
}

function ClosureItem({ closure, changed }: { closure: ClosureView; changed(): void }) {
  const words = useWords(CLOSURE_WORDS);
  const faultSentence = useFaultSentence();
  const names = useClosureNames();
  const say = useSay();
  const { api, role } = useSession();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();

  async function remove() {
    setBusy(true);
    setFault(undefined);
    await api.send(ClosureSchema, 'DELETE', `/closures/${closure.closureId}`).then(
      () => {
        say(words.removed);
        changed();
      },
      (error: unknown) => {
        setFault(faultSentence(error));
        setBusy(false);
      },
    );
  }
  return (
    <li class="closures-item">
      <div class="closures-what">
        <strong>{names.when(closure)}</strong>
        <p>
          {names.who(closure)} · {names.what(closure)}
          {closure.reason !== undefined && ` · ${closure.reason}`}
        </p>
      </div>
      <div class="closures-acts">
        <button type="button" class="button is-quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.bookings}
        </button>
        {role !== 'read' && (
          <button
            type="button"
            class="button is-quiet"
            disabled={isBusy}
            aria-label={words.removeOf(names.when(closure))}
            onClick={remove}
          >
            {words.remove}
          </button>
        )}
      </div>
      {isOpen && <BookingsUnder time={closure} />}
      <Fault>{fault}</Fault>
    </li>
  );
}
