import './day-plot.css';
import type { StatisticsDay } from '../../../functions/shared/http/answers/statistics.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { FIGURES_WORDS } from './words.ts';

/** The plot's own units: it is stretched to the room that it has. */
const HEIGHT = 100;
const DAY_WIDTH = 10;
const BAR_WIDTH = 3.6;

type DayPlotProps = { days: readonly StatisticsDay[]; invited: number; booked: number };

/**
 * Two bars a day: invited and booked. No library: the smallest that fits (uPlot) is a third of the whole page, and draws on a
 * canvas, which neither paper nor forced colours can use.
 */
export function DayPlot({ days, invited, booked }: DayPlotProps) {
  const words = useWords(FIGURES_WORDS);
  const times = useTimes();
  const most = Math.max(1, ...days.map(({ figures }) => Math.max(figures?.invited ?? 0, figures?.booked ?? 0)));
  const bar = (value: number, x: number, name: string) => {
    const height = (value / most) * HEIGHT;
    return <rect class={name} x={x} y={HEIGHT - height} width={BAR_WIDTH} height={height} />;
  };
  const [first, last] = [days[0], days.at(-1)];
  return (
    <figure class="day-plot">
      <figcaption class="day-plot-legend">
        <span class="day-plot-key is-invited">{words.stages.invited}</span>
        <span class="day-plot-key is-booked">{words.stages.booked}</span>
      </figcaption>
      <div class="day-plot-area">
        <span class="day-plot-most" aria-hidden="true">
          {most}
        </span>
        <svg
          role="img"
          aria-label={words.plotted(invited, booked)}
          viewBox={`0 0 ${days.length * DAY_WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
        >
          {days.map(({ date, figures }, index) => (
            <g key={date}>
              <title>{`${times.dayName(date)}: ${figures?.invited ?? 0} · ${figures?.booked ?? 0}`}</title>
              {bar(figures?.invited ?? 0, index * DAY_WIDTH + 1.2, 'is-invited')}
              {bar(figures?.booked ?? 0, index * DAY_WIDTH + 1.2 + BAR_WIDTH, 'is-booked')}
            </g>
          ))}
        </svg>
      </div>
      <p class="day-plot-days" aria-hidden="true">
        <span>{first && times.dayName(first.date)}</span>
        <span>{last && times.dayName(last.date)}</span>
      </p>
    </figure>
  );
}
