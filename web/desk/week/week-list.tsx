import { AppointmentRow } from '../calendar/appointment-row.tsx';
import type { DayFacts } from '../calendar/day/day-facts.ts';
import type { LocalNow } from '../calendar/day/judge-move.ts';
import type { Known } from '../calendar/day/marks.ts';
import type { GridActs, GridColumn } from '../calendar/grid/grid-column.ts';
import { addressOf } from '../shell/address.ts';

type ListProps = {
  columns: readonly GridColumn[];
  days: readonly DayFacts[];
  known: Known;
  now: LocalNow;
  acts: GridActs;
};

/** A week where there is no room for columns: the days below one another. */
export const WeekList = ({ columns, days, known, now, acts }: ListProps) => (
  <div class="week-list">
    {columns.map(({ key, date, title, placed }, index) => {
      const facts = days[index];
      return (
        <section key={key} class={date === now.date ? 'is-today' : undefined}>
          <h3>
            <a class="ui-link" href={addressOf({ view: 'day', day: date })}>
              {title}
            </a>
          </h3>
          <ol>
            {facts &&
              placed.map((one) => (
                <li key={one.entry.invitationId}>
                  <AppointmentRow placed={one} facts={facts} known={known} now={now} acts={acts} />
                </li>
              ))}
          </ol>
        </section>
      );
    })}
  </div>
);
