import type { Resource } from '../../../functions/shared/domain/places/service.ts';
import { columnOf, columnOfAll } from '../calendar/day-columns.ts';
import type { DayFacts } from '../calendar/day-facts.ts';
import { type GridColumn, gridColumn } from '../calendar/grid-column.ts';
import type { LocalNow } from '../calendar/judge-move.ts';

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
