import type { Resource } from '../../../functions/shared/domain/places/service.ts';
import { columnOf, columnOfAll } from '../calendar/day/day-columns.ts';
import type { DayFacts } from '../calendar/day/day-facts.ts';
import type { LocalNow } from '../calendar/day/judge-move.ts';
import { type GridColumn, gridColumn } from '../calendar/grid/grid-column.ts';

/** The days as columns: of one resource with what is free of it, or of everybody. */
export const weekColumns = (
  days: readonly DayFacts[],
  resource: Resource | undefined,
  now: LocalNow,
  dayName: (day: string) => string,
): GridColumn[] =>
  days.map((facts) =>
    gridColumn(resource ? columnOf(resource, facts) : columnOfAll(facts), dayName(facts.date), facts.terms, now),
  );
