import './figures-view.css';
import { useState } from 'preact/hooks';
import { Statistics } from '../../../functions/shared/http/answers/statistics.ts';
import { useSession } from '../../ui/console-session.ts';
import { Icon } from '../../ui/icon.tsx';
import { saveAs } from '../../ui/save-as.ts';
import { Empty, Fault, Reading, Unread } from '../../ui/states.tsx';
import { dayOf } from '../../ui/times.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { ByDimension } from './by-dimension.tsx';
import { DayPlot } from './day-plot.tsx';
import { figuresCsv } from './figures-csv.ts';
import { FiguresTable } from './figures-table.tsx';
import { Funnel } from './funnel.tsx';
import { daysOfPeriod, PERIODS, type Period } from './period.ts';
import { partOf } from './stages.ts';
import { FIGURES_WORDS } from './words.ts';

/** Each reading counts anew; whoever looks at months sees no difference of seconds. */
const PAUSE_MS = 15_000;

/** What became of the invitations of the last days, and how many of them became bookings. */
export function FiguresView() {
  const words = useWords(FIGURES_WORDS);
  const { api, now, timeZone } = useSession();
  const [period, setPeriod] = useState<Period>('month');
  const { from, to } = daysOfPeriod(period, dayOf(now(), timeZone));
  const loaded = useLoaded(`${from} ${to}`, () => api.get(Statistics, '/statistics', { from, to }), PAUSE_MS);
  const { value, fault, reload } = loaded;

  return (
    <div class="sections figures">
      <header class="view-head">
        <h2>{words.title}</h2>
        <fieldset class="choices">
          <legend class="spoken">{words.period}</legend>
          {PERIODS.map((name) => (
            <button
              key={name}
              type="button"
              class="button"
              aria-pressed={name === period}
              onClick={() => setPeriod(name)}
            >
              {words.periods[name]}
            </button>
          ))}
        </fieldset>
        <button
          type="button"
          class="button"
          disabled={!value}
          onClick={() => value && saveAs(`figures-${from}-${to}.csv`, figuresCsv(value))}
        >
          <Icon name="download" />
          {words.download}
        </button>
      </header>
      {value && <Fault>{fault}</Fault>}
      {!value && (fault ? <Unread fault={fault} again={reload} /> : <Reading rows={8} />)}
      {value && <Told statistics={value} />}
    </div>
  );
}

function Told({ statistics }: { statistics: Statistics }) {
  const words = useWords(FIGURES_WORDS);
  const times = useTimes();
  const { total, days } = statistics;
  const uncounted = days.filter(({ figures }) => !figures).length;
  if (total.invited === 0 && total.byHand.booked === 0)
    return <Empty title={words.none}>{<p>{words.noneHint}</p>}</Empty>;
  const part = new Intl.NumberFormat(times.locale, { style: 'percent' }).format(partOf(total, 'booked'));
  const rows = days
    .flatMap(({ date, figures }) => (figures ? [{ key: date, name: times.dayName(date), figures }] : []))
    .toReversed();
  return (
    <>
      <p class="figures-answer">{words.became(total.booked, total.invited, part)}</p>
      {uncounted > 0 && <p class="figures-uncounted">{words.uncounted(uncounted)}</p>}
      <section aria-labelledby="figures-funnel">
        <h3 id="figures-funnel">{words.funnel}</h3>
        <Funnel figures={total} />
      </section>
      <section aria-labelledby="figures-by-day">
        <h3 id="figures-by-day">{words.byDay}</h3>
        <DayPlot days={days} invited={total.invited} booked={total.booked} />
        <details class="figures-days">
          <summary>{words.asTable}</summary>
          <FiguresTable label={words.byDay} head={words.day} rows={rows} total={total} />
        </details>
      </section>
      <ByDimension statistics={statistics} />
    </>
  );
}
